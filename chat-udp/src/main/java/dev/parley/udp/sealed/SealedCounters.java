package dev.parley.udp.sealed;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** What the sealed wire counts. Safe for use by many threads; the names are few and fixed. */
final class SealedCounters {
  private final ConcurrentMap<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Long> kept = new ConcurrentHashMap<>();

  void count(String name) {
    add(name, 1);
  }

  void add(String name, long by) {
    counts.computeIfAbsent(name, fresh -> new LongAdder()).add(by);
  }

  /** Takes over a count that somebody else keeps. */
  void set(String name, long value) {
    kept.put(name, value);
  }

  SortedMap<String, Long> snapshot() {
    var snapshot = new TreeMap<>(kept);
    counts.forEach((name, count) -> snapshot.put(name, count.sum()));
    return snapshot;
  }
}
