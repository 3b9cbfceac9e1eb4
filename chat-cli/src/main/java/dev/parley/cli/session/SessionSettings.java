package dev.parley.cli.session;

import dev.parley.core.room.Guard;
import dev.parley.udp.UdpAddress;
import dev.parley.udp.plain.PlainSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asked for.
 *
 * @param port the UDP port, 0 for a free one
 * @param wire how texts travel
 * @param peers whom to send to
 * @param guard what guards the room
 * @param profile where the files go, if not to the port's own folder
 */
public record SessionSettings(
    int port, PlainSettings wire, List<UdpAddress> peers, Guard guard, Optional<Path> profile) {
  /** Copies the list. */
  public SessionSettings {
    peers = List.copyOf(peers);
  }
}
