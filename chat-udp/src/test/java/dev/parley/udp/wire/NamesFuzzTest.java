package dev.parley.udp.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.entry.RoomName;
import dev.parley.core.identity.PeerId;
import dev.parley.udp.testing.Hostile;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Names from the command line and from peers: exactly those that the rule describes are taken. */
class NamesFuzzTest {
  private final Hostile hostile = new Hostile(3);

  @Test
  void roomName_isTakenByItsRule() {
    check(
        List.of("lobby", "a", "room-1.x_y", "0", "z".repeat(64)),
        RoomName::new,
        name ->
            !name.isEmpty()
                && name.length() <= 64
                && ".-_".indexOf(name.charAt(0)) < 0
                && name.chars()
                    .allMatch(c ->
                        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || ".-_".indexOf(c) >= 0));
  }

  @Test
  void peerId_isTakenByItsRule() {
    check(
        List.of("0".repeat(64), "0123456789abcdef".repeat(4)),
        PeerId::new,
        name ->
            name.length() == 64 && name.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0));
  }

  private void check(List<String> names, Consumer<String> decoder, Predicate<String> rule) {
    var honest = names.stream().map(name -> name.getBytes(UTF_8)).toList();
    int taken = 0;
    int inputs = Hostile.inputs(60_000);
    for (int n = 0; n < inputs; n++) {
      var name = new String(hostile.damaged(honest, 100), UTF_8);
      boolean good;
      try {
        decoder.accept(name);
        good = true;
      } catch (IllegalArgumentException refused) {
        good = false;
      }
      if (good != rule.test(name)) {
        throw new AssertionError((good ? "taken: " : "refused: ") + name);
      }
      taken += good ? 1 : 0;
    }
    assertThat(taken).isBetween(inputs / 100, inputs - inputs / 10);
  }
}
