package dev.parley.integration.speed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table.
 *
 * @param measure what was measured, with its unit
 * @param ours our figure
 * @param rival the rival's figure, or null if there is none
 * @param against who the rival is
 * @param target what ours has to reach
 * @param goal what we would like it to reach
 */
record Row(
    String measure,
    Scores.Key ours,
    Scores.@Nullable Key rival,
    String against,
    Limit target,
    Limit goal) {
  private static final String RATE = "messages/s";
  private static final String OURS = "sealed-1408-virtual";
  private static final String C = "C, plain, unreliable, a datagram each";
  private static final Limit TOLD = new Limit.Told();

  /** All of them, in the order of the report. */
  static final List<Row> ALL =
      List.of(
          stream("datagrams ≤ 1408", OURS, "c-stream", C, times(2), times(6)),
          stream("datagrams ≤ 1408", OURS, "aeron-1408", "Aeron, plain", times(0.5), times(1.3)),
          stream(
              "datagrams ≤ 8192",
              "sealed-8192-virtual",
              "aeron-8192",
              "Aeron, plain, MTU 8192",
              TOLD,
              times(1)),
          stream(
              "datagrams ≤ 1408, threads of the socket virtual",
              OURS,
              "sealed-1408-platform",
              "the same, platform threads",
              TOLD,
              TOLD),
          alone("whole nodes, 8 threads that `say`, messages/s", key("node", RATE)),
          trip("c-ping", "C, blocking, pinned alike", new Limit.AtMostTimes(2), 1.3),
          new Row(
              "round trip of 100 bytes, p50, µs",
              key("sealed-ping-virtual", "p50-us"),
              key("sealed-ping-platform", "p50-us"),
              "the same, platform threads",
              TOLD,
              TOLD),
          new Row(
              "round trip of 100 bytes, p99, µs",
              key("sealed-ping-virtual", "p99-us"),
              key("c-ping", "p99-us"),
              "C, blocking, pinned alike",
              TOLD,
              TOLD),
          alone("a lone line whose datagram is lost, p50, µs", key("repair", "p50-us")),
          limited(
              "a lone line whose datagram is lost, p99, µs",
              key("repair", "p99-us"),
              50_000,
              15_000),
          alone("the same, nothing lost, p50, µs", key("repair", "undisturbed-p50-us")),
          limited("a line of 20 bytes, bytes beside it", key("line-bytes", "bytes-alone"), 64, 48),
          alone(
              "the same, with an acknowledgement", key("line-bytes", "bytes-with-acknowledgement")),
          limited("idle session, bytes of heap", key("idle", "heap-bytes"), 8192, 4096),
          limited("idle session, packets/s sent", key("idle", "packets/s-sent"), 1, 1),
          limited("idle session, packets/s received", key("idle", "packets/s-received"), 1, 1),
          alone("whole handshakes/s, both sides on one core", key("handshakes", "handshakes/s")));

  private static Scores.Key key(String contestant, String figure) {
    return new Scores.Key(contestant, figure);
  }

  private static Limit times(double factor) {
    return new Limit.AtLeastTimes(factor);
  }

  private static Row stream(
      String what, String ours, String rival, String against, Limit target, Limit goal) {
    return new Row(
        "100-byte messages/s, " + what, key(ours, RATE), key(rival, RATE), against, target, goal);
  }

  private static Row trip(String rival, String against, Limit target, double goal) {
    return new Row(
        "round trip of 100 bytes, p50, µs",
        key("sealed-ping-virtual", "p50-us"),
        key(rival, "p50-us"),
        against,
        target,
        new Limit.AtMostTimes(goal));
  }

  private static Row alone(String measure, Scores.Key ours) {
    return new Row(measure, ours, null, "–", TOLD, TOLD);
  }

  private static Row limited(String measure, Scores.Key ours, double target, double goal) {
    return new Row(measure, ours, null, "–", new Limit.AtMost(target), new Limit.AtMost(goal));
  }
}
