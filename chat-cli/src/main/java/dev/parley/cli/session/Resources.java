package dev.parley.cli.session;

import dev.parley.cli.profile.LogFile;
import dev.parley.cli.profile.Profile;
import dev.parley.cli.profile.ProfileInUseException;
import dev.parley.core.identity.Identity;
import dev.parley.core.time.SystemTime;
import dev.parley.core.transport.Transport;
import dev.parley.udp.BeaconPort;
import dev.parley.udp.MulticastPort;
import dev.parley.udp.UdpPort;
import dev.parley.udp.plain.PlainSettings;
import dev.parley.udp.plain.PlainTransport;
import dev.parley.udp.sealed.SealedTransport;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a session needs of the machine.
 *
 * @param socket the UDP port
 * @param profile the folder
 * @param identity who we are; nothing on the plain wire
 * @param beacons finds others; nothing if nobody is to be looked for, or it cannot be done
 */
record Resources(
    UdpPort socket, Profile profile, Optional<Identity> identity, Optional<BeaconPort> beacons) {
  private static final Logger log = LoggerFactory.getLogger(Resources.class);

  /**
   * Takes everything.
   *
   * @throws FailureException if the port or the profile is not to be had
   */
  static Resources open(SessionSettings settings) throws FailureException {
    var socket = bind(settings);
    try {
      var profile = profile(settings, socket.localPort());
      LogFile.start(profile);
      return new Resources(socket, profile, identity(settings, profile), beacons(settings));
    } catch (IOException failure) {
      socket.close(Duration.ZERO);
      throw new FailureException(String.valueOf(failure.getMessage()), failure);
    }
  }

  /** The wire that was asked for, over the socket. */
  Transport transport(SessionSettings settings) {
    if (identity.isEmpty()) {
      return new PlainTransport(socket, settings.plain().orElseGet(PlainSettings::new));
    }
    var builder = SealedTransport.builder(socket, identity.get());
    beacons.ifPresent(builder::discovery);
    return builder.build();
  }

  /** Whoever names no port is the same each time, as long as one such run goes on at a time. */
  private static Profile profile(SessionSettings settings, int port) throws IOException {
    if (settings.profile().isPresent()) {
      return Profile.open(settings.profile().get());
    }
    if (settings.port() == 0 && settings.plain().isEmpty()) {
      try {
        return Profile.open(Profile.ofPort(0));
      } catch (ProfileInUseException another) {
        log.debug("the profile without a port is in use: {}", another.getMessage());
      }
    }
    return Profile.open(Profile.ofPort(port));
  }

  private static Optional<Identity> identity(SessionSettings settings, Profile profile)
      throws IOException {
    if (settings.plain().isPresent()) {
      return Optional.empty();
    }
    try (var time = new SystemTime(Thread.ofPlatform().daemon().factory())) {
      return Optional.of(profile.identity(time));
    }
  }

  private static boolean isLoopback(Optional<NetworkInterface> network) throws FailureException {
    try {
      return network.isPresent() && network.get().isLoopback();
    } catch (SocketException failure) {
      throw new FailureException("the interface cannot be asked: " + failure.getMessage(), failure);
    }
  }

  /** Without multicast a chat goes on with those who are named. */
  private static Optional<BeaconPort> beacons(SessionSettings settings) {
    if (!settings.discovery() || settings.plain().isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(MulticastPort.open(settings.network().orElse(null)));
    } catch (IOException failure) {
      log.warn("nobody can be discovered", failure);
      return Optional.empty();
    }
  }

  private static UdpPort bind(SessionSettings settings) throws FailureException {
    var builder = UdpPort.builder(settings.port());
    if (isLoopback(settings.network())) {
      builder.onThisMachine();
    }
    if (settings.plain().isEmpty()) {
      builder.unfragmented(); // the sealed wire finds out what the path carries
    }
    try {
      return builder.open();
    } catch (IOException failure) {
      boolean inUse = String.valueOf(failure.getMessage()).contains("in use");
      throw new FailureException(
          "UDP port "
              + settings.port()
              + (inUse
                  ? " is in use: stop the program that has it, or choose another"
                  : " cannot be opened (" + failure.getMessage() + "): choose one from 1024 up")
              + " (0 picks a free one)",
          failure);
    }
  }
}
