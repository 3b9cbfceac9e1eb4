package dev.parley.cli.profile;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import org.slf4j.LoggerFactory;

/** The log of a profile: a file of at most 1 MiB, and the one before it. */
public final class LogFile {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{0} - %msg%n";

  private LogFile() {}

  /**
   * Sends what is logged from now on to a profile's file.
   *
   * @param profile whose file
   */
  public static void start(Profile profile) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return; // another binding is on the class path, and its owner has set it up
    }
    var file = new RollingFileAppender<ILoggingEvent>();
    file.setContext(context);
    file.setFile(profile.log().toString());

    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    file.setEncoder(encoder);

    var size = new SizeBasedTriggeringPolicy<ILoggingEvent>();
    size.setContext(context);
    size.setMaxFileSize(FileSize.valueOf("1MB"));
    size.start();
    file.setTriggeringPolicy(size);

    var rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(file);
    rolling.setFileNamePattern(profile.log() + ".%i");
    rolling.setMinIndex(1);
    rolling.setMaxIndex(1);
    rolling.start();
    file.setRollingPolicy(rolling);

    file.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(file);
    root.setLevel(Level.INFO);
  }
}
