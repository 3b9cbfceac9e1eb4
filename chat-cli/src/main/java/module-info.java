import ch.qos.logback.classic.spi.Configurator;
import dev.parley.cli.profile.QuietLogging;
import org.jspecify.annotations.NullMarked;

/** The program: the command line, the terminal and the pipe around one chat node. */
@NullMarked
module dev.parley.cli {
  requires static org.jspecify;
  requires ch.qos.logback.classic;
  requires ch.qos.logback.core;
  requires com.fasterxml.jackson.core;
  requires dev.parley.udp;
  requires info.picocli;
  requires java.management;
  requires jdk.httpserver;
  requires org.jline.reader;
  requires org.jline.terminal;
  requires org.slf4j;

  opens dev.parley.cli to
      info.picocli;

  provides Configurator with
      QuietLogging;
}
