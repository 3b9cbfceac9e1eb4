package dev.parley.udp.session;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** A bucket of tokens for each address that openers come from; those not heard of lately go. */
final class Sources {
  /** How many addresses are remembered. */
  static final int MOST = 1024;

  /** How many openers an address may send at once. */
  static final int BURST = 64;

  private static final double PER_NANO = 20.0 / SECONDS.toNanos(1);

  private final Map<InetAddress, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Bucket> eldest) {
          return size() > MOST;
        }
      };

  private static final class Bucket {
    double tokens = BURST;
    long at;

    Bucket(long now) {
      at = now;
    }
  }

  /** Whether another opener of this address may be looked at. */
  boolean allows(long now, InetAddress source) {
    var bucket = buckets.computeIfAbsent(source, fresh -> new Bucket(now));
    bucket.tokens = Math.min(BURST, bucket.tokens + (now - bucket.at) * PER_NANO);
    bucket.at = now;
    if (bucket.tokens < 1) {
      return false;
    }
    bucket.tokens--;
    return true;
  }
}
