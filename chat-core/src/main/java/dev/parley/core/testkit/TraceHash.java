package dev.parley.core.testkit;

import org.jspecify.annotations.Nullable;

/** Sums up what was decided in a run, the same in every JVM. */
final class TraceHash {
  private long hash;

  void add(String name, @Nullable Class<?> handling, long time, int choice) {
    add(name.hashCode());
    add(name(handling).hashCode());
    add(time);
    add(choice);
  }

  private void add(long value) {
    hash = SplitMix64.mix(hash * 31 + value);
  }

  /** A hidden class is named after an address. */
  private static String name(@Nullable Class<?> type) {
    return type == null ? "" : type.isHidden() ? "hidden" : type.getName();
  }

  long value() {
    return hash;
  }
}
