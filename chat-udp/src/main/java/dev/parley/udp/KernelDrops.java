package dev.parley.udp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What the kernel dropped because nobody read the socket in time. Linux tells it in {@code
 * /proc/net/udp} and {@code udp6}, a row a socket: the second column is the local address and port
 * in hexadecimal, the last one the number of drops. Other systems do not tell.
 */
final class KernelDrops {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));

  private KernelDrops() {}

  /** The drops of the sockets bound to a port, if the system tells. */
  static OptionalLong ofPort(int port) {
    var suffix = String.format(Locale.ROOT, ":%04X", port);
    long drops = 0;
    boolean found = false;
    for (var table : TABLES) {
      for (var row : rows(table)) {
        var columns = row.strip().split("\\s+", -1);
        if (columns.length > 2 && columns[1].endsWith(suffix)) {
          drops += Long.parseLong(columns[columns.length - 1]);
          found = true;
        }
      }
    }
    return found ? OptionalLong.of(drops) : OptionalLong.empty();
  }

  private static List<String> rows(Path table) {
    try {
      return Files.readAllLines(table);
    } catch (IOException notTold) {
      return List.of();
    }
  }
}
