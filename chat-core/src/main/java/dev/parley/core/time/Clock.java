package dev.parley.core.time;

import java.time.Instant;

/**
 * The two clocks of a program. Safe for use by many threads.
 *
 * <p>Durations and deadlines come from {@link #nanoTime()}, which no one sets; what people read
 * comes from {@link #wallTime()}, which may jump.
 */
public interface Clock {
  /**
   * The monotonic clock.
   *
   * @return nanoseconds since an arbitrary origin that is fixed for the life of this clock; only
   *     differences mean anything
   */
  long nanoTime();

  /**
   * The wall clock.
   *
   * @return the time of day as the machine believes it to be; may jump either way
   */
  Instant wallTime();
}
