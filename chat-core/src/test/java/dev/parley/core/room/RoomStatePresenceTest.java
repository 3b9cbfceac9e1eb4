package dev.parley.core.room;

import static dev.parley.core.room.RoomBench.ENTRIES;
import static dev.parley.core.room.RoomBench.GUEST;
import static dev.parley.core.room.RoomBench.LINK;
import static dev.parley.core.room.RoomBench.MEMBER;
import static dev.parley.core.room.RoomBench.OTHER;
import static dev.parley.core.room.RoomBench.TEXT;
import static dev.parley.core.room.RoomBench.frames;
import static dev.parley.core.room.RoomBench.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.identity.Nick;
import dev.parley.core.transport.Frame;
import dev.parley.core.transport.SendResult;
import dev.parley.core.transport.TransportEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What members are called, and whether they answer. */
final class RoomStatePresenceTest {
  private static final Nick ANN = new Nick("ann");
  private static final Nick BOB = new Nick("bob");

  private final RoomBench bench = new RoomBench(ENTRIES, 10);

  @Test
  void rename_isToldToThoseWhoAreLinkedAndThoseWhoWillBe() {
    bench.linkUp(LINK);
    assertThat(bench.acceptAll(LINK, bench.step(new RoomInput.Rename(ANN))))
        .containsExactly(new Frame.Presence(ANN));
    assertThat(bench.acceptAll(OTHER, bench.linkUp(OTHER)))
        .containsExactly(new Frame.Presence(ANN));
  }

  @Test
  void rename_isToldAgainWhereTheTransportHadNoRoom() {
    bench.linkUp(LINK);
    bench.step(new RoomInput.Rename(ANN));
    bench.sent(LINK, 0, SendResult.FULL);
    bench.step(new RoomInput.Rename(BOB));
    var effects = bench.step(new TransportEvent.Writable(LINK));
    assertThat(bench.acceptAll(LINK, effects)).containsExactly(new Frame.Presence(BOB));
  }

  @Test
  void rename_isNotForLinksThatCarryTextAlone() {
    var plain = new RoomBench(TEXT, 10);
    plain.linkUp(LINK);
    assertThat(frames(LINK, plain.step(new RoomInput.Rename(ANN)))).isEmpty();
    var effects = plain.step(new TransportEvent.Received(LINK, new Frame.Presence(ANN)));
    assertThat(shown(effects)).isEmpty();
    assertThat(plain.count("room.received.dropped.not-for-guests")).isEqualTo(1);
    assertThat(GUEST).isNotEqualTo(MEMBER);
  }

  @Test
  void presenceOfAMember_isShownAndReported() {
    bench.linkUp(LINK);
    var effects = bench.step(new TransportEvent.Received(LINK, new Frame.Presence(BOB)));
    assertThat(shown(effects)).containsExactly(new RoomEvent.Named(LINK, MEMBER, BOB));
    assertThat(bench.report().links().getFirst().nick()).contains(BOB);
  }

  @Test
  void suspicion_isShownOnce_andTakenBack() {
    bench.linkUp(LINK);
    assertThat(shown(bench.step(new TransportEvent.Suspected(LINK))))
        .containsExactly(new RoomEvent.Suspected(LINK, MEMBER));
    assertThat(shown(bench.step(new TransportEvent.Suspected(LINK)))).isEmpty();
    assertThat(bench.report().links().getFirst().suspect()).isTrue();
    assertThat(shown(bench.step(new TransportEvent.Recovered(LINK))))
        .containsExactly(new RoomEvent.Recovered(LINK, MEMBER));
    assertThat(shown(bench.step(new TransportEvent.Recovered(OTHER)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann", "änn", "安", "a.b-c_d'e", "😀", "x2"})
  void nick_ofVisibleCharacters_isOne(String text) {
    assertThat(new Nick(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a:b",
        "a~b",
        ">",
        "\u001b[2J",
        "a\nb",
        "\u202eann",
        "'x",
        "123456789012345678901234567890123"
      })
  void nick_ofOtherCharacters_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Nick(text));
  }
}
