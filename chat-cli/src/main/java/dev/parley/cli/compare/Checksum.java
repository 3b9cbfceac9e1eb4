package dev.parley.cli.compare;

import java.util.HashMap;
import java.util.Map;

/**
 * Sums up lines so that a lost, doubled or changed one shows, and so does one that overtook another
 * of its writer. In which order writers take turns does not matter. Not safe for use by many
 * threads.
 */
final class Checksum {
  private final Map<Integer, Integer> last = new HashMap<>();
  private long sum;
  private long lines;
  private long outOfOrder;

  /** A line: its writer, its number with him from 0, and something to say. */
  static String line(int writer, int number, String text) {
    return writer + " " + number + " " + text;
  }

  void add(String line) {
    int first = line.indexOf(' ');
    int second = line.indexOf(' ', first + 1);
    int writer = Integer.parseInt(line, 0, first, 10);
    int number = Integer.parseInt(line, first + 1, second, 10);
    var before = last.put(writer, number);
    if (before != null && before >= number) {
      outOfOrder++;
    }
    lines++;
    sum += mixed(writer * 0x1_0000_0000L + number) ^ line.hashCode();
  }

  private static long mixed(long value) {
    long z = value * 0x9E37_79B9_7F4A_7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    return z ^ (z >>> 31);
  }

  long lines() {
    return lines;
  }

  long outOfOrder() {
    return outOfOrder;
  }

  /** The sum; two runs of the same work have the same. */
  long value() {
    return outOfOrder == 0 ? sum : ~sum;
  }
}
