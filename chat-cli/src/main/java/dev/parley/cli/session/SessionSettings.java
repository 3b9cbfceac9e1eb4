package dev.parley.cli.session;

import dev.parley.core.identity.Nick;
import dev.parley.core.room.Guard;
import dev.parley.udp.UdpAddress;
import dev.parley.udp.plain.PlainSettings;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asked for.
 *
 * @param port the UDP port, 0 for a free one
 * @param plain how texts travel on the plain wire; nothing for the sealed one
 * @param peers whom to send to
 * @param guard what guards the room
 * @param profile where the files go, if not to the port's own folder
 * @param nick what we want to be called
 * @param discovery whether to find others by multicast, on the sealed wire
 * @param network the one interface to use, if not all; a loop-back one keeps everything on this
 *     machine
 * @param within how long peers on the sealed wire may take, to be linked and to confirm
 */
public record SessionSettings(
    int port,
    Optional<PlainSettings> plain,
    List<UdpAddress> peers,
    Guard guard,
    Optional<Path> profile,
    Optional<Nick> nick,
    boolean discovery,
    Optional<NetworkInterface> network,
    Duration within) {
  /** Copies the list. */
  public SessionSettings {
    peers = List.copyOf(peers);
  }
}
