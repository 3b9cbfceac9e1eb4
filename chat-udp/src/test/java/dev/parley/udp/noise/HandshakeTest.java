package dev.parley.udp.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.testkit.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published vectors, and what must not be accepted. */
class HandshakeTest {
  private static final X25519 CURVE = new X25519();
  private static final Properties VECTOR = vector();

  private final Handshake initiator = handshake("init", true);
  private final Handshake responder = handshake("resp", false);

  private static Properties vector() {
    try (var in =
        Objects.requireNonNull(
            HandshakeTest.class.getResourceAsStream("xx-25519-aesgcm-sha256.properties"))) {
      var vector = new Properties();
      vector.load(in);
      return vector;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static byte[] bytes(String name) {
    return HexFormat.of().parseHex(Objects.requireNonNull(VECTOR.getProperty(name), name));
  }

  private static Handshake handshake(String who, boolean initiator) {
    return new Handshake(
        CURVE,
        initiator,
        bytes(who + "_prologue"),
        CURVE.pair(bytes(who + "_static")),
        CURVE.pair(bytes(who + "_ephemeral")));
  }

  private static byte[] pass(Handshake from, Handshake to, int message) throws NoiseException {
    var written = from.write(bytes("payload." + message));
    assertThat(to.read(ByteBuffer.wrap(written))).isEqualTo(bytes("payload." + message));
    return written;
  }

  private void finish() throws NoiseException {
    pass(initiator, responder, 1);
    pass(responder, initiator, 2);
    pass(initiator, responder, 3);
  }

  @Test
  void messages_areThoseOfThePublishedVector() throws NoiseException {
    assertThat(pass(initiator, responder, 1)).isEqualTo(bytes("message.1"));
    assertThat(pass(responder, initiator, 2)).isEqualTo(bytes("message.2"));
    assertThat(pass(initiator, responder, 3)).isEqualTo(bytes("message.3"));
    assertThat(initiator.hash()).isEqualTo(bytes("handshake_hash")).isEqualTo(responder.hash());
    assertThat(initiator.theirs()).isEqualTo(CURVE.pair(bytes("resp_static")).open());
    assertThat(responder.theirs()).isEqualTo(CURVE.pair(bytes("init_static")).open());
  }

  @Test
  void transport_isThatOfThePublishedVector() throws NoiseException {
    finish();
    var initiatorKeys = initiator.split();
    var responderKeys = responder.split();
    // The vector goes on in turns; message 4 is the responder's.
    transport(responderKeys, initiatorKeys, 0, 4);
    transport(initiatorKeys, responderKeys, 0, 5);
    transport(responderKeys, initiatorKeys, 1, 6);
  }

  private static void transport(
      Handshake.Secrets from, Handshake.Secrets to, long nonce, int message) throws NoiseException {
    var none = ByteBuffer.allocate(0);
    var text = bytes("payload." + message);
    var sealed = ByteBuffer.allocate(text.length + CipherState.TAG);
    from.sending().seal(nonce, none, ByteBuffer.wrap(text), sealed);
    assertThat(sealed.array()).isEqualTo(bytes("message." + message));
    var opened = ByteBuffer.allocate(text.length);
    to.receiving().open(nonce, none, sealed.flip(), opened);
    assertThat(opened.array()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void read_ofAMessageWithAnyBitChanged_fails(int changed) throws NoiseException {
    var length = bytes("message." + changed).length;
    for (int at = 0; at < length; at++) {
      var a = handshake("init", true);
      var b = handshake("resp", false);
      for (int n = 1; n < changed; n++) {
        pass(n == 2 ? b : a, n == 2 ? a : b, n);
      }
      var from = changed == 2 ? b : a;
      var to = changed == 2 ? a : b;
      var written = from.write(bytes("payload." + changed));
      written[at] ^= 1;
      if (changed == 1) {
        // Nothing in the first message is sealed: the damage shows in the second.
        to.read(ByteBuffer.wrap(written));
        var answer = to.write(new byte[0]);
        assertThatThrownBy(() -> from.read(ByteBuffer.wrap(answer)))
            .isInstanceOf(NoiseException.class);
      } else {
        assertThatThrownBy(() -> to.read(ByteBuffer.wrap(written)))
            .isInstanceOf(NoiseException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31})
  void read_ofAMessageThatIsCutOff_fails(int length) {
    assertThatThrownBy(() -> responder.read(ByteBuffer.allocate(length)))
        .isInstanceOf(NoiseException.class);
  }

  @Test
  void read_ofAKeyOfSmallOrder_fails() throws NoiseException {
    responder.read(ByteBuffer.allocate(32)); // zero is an element of small order
    assertThatThrownBy(() -> responder.write(new byte[0])).isInstanceOf(NoiseException.class);
  }

  @Test
  void read_withAnotherPrologue_fails() throws NoiseException {
    var other =
        new Handshake(
            CURVE,
            false,
            new byte[] {1},
            CURVE.pair(bytes("resp_static")),
            CURVE.pair(bytes("resp_ephemeral")));
    other.read(ByteBuffer.wrap(initiator.write(new byte[0])));
    var answer = other.write(new byte[0]);
    assertThatThrownBy(() -> initiator.read(ByteBuffer.wrap(answer)))
        .isInstanceOf(NoiseException.class);
  }

  @Test
  void calls_outOfTurn_areRefused() throws NoiseException {
    assertThatThrownBy(() -> responder.write(new byte[0]))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> initiator.read(ByteBuffer.allocate(64)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(initiator::split).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(initiator::theirs).isInstanceOf(IllegalStateException.class);
    initiator.write(new byte[0]);
    assertThatThrownBy(() -> initiator.write(new byte[0]))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void read_afterAFailure_isRefused() throws NoiseException {
    responder.read(ByteBuffer.wrap(initiator.write(new byte[0])));
    var answer = responder.write(new byte[0]);
    answer[40] ^= 1;
    assertThatThrownBy(() -> initiator.read(ByteBuffer.wrap(answer)))
        .isInstanceOf(NoiseException.class);
    answer[40] ^= 1;
    assertThatThrownBy(() -> initiator.read(ByteBuffer.wrap(answer)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void open_withAnotherNonceHeaderOrTag_fails() throws NoiseException {
    finish();
    var keys = initiator.split();
    var header = ByteBuffer.wrap(new byte[] {1, 2, 3});
    var sealed = ByteBuffer.allocate(20 + CipherState.TAG);
    keys.sending().seal(7, header, ByteBuffer.allocate(20), sealed);
    sealed.flip();
    var theirs = responder.split().receiving();
    var out = ByteBuffer.allocate(64);
    assertThatThrownBy(() -> theirs.open(8, header, sealed.duplicate(), out))
        .isInstanceOf(NoiseException.class);
    assertThatThrownBy(() -> theirs.open(7, ByteBuffer.allocate(3), sealed.duplicate(), out))
        .isInstanceOf(NoiseException.class);
    assertThatThrownBy(() -> theirs.open(7, header, ByteBuffer.allocate(15), out))
        .isInstanceOf(NoiseException.class);
    theirs.open(7, header, sealed.duplicate(), out.clear());
    assertThat(out.position()).isEqualTo(20);
  }

  @Test
  void next_isTheSameForBoth_andAnotherKey() throws NoiseException {
    finish();
    var sending = initiator.split().sending();
    var receiving = responder.split().receiving();
    var header = ByteBuffer.allocate(0);
    var sealed = ByteBuffer.allocate(5 + CipherState.TAG);
    sending.next().seal(9, header, ByteBuffer.allocate(5), sealed);
    var out = ByteBuffer.allocate(64);
    assertThatThrownBy(() -> receiving.open(9, header, sealed.flip().duplicate(), out))
        .isInstanceOf(NoiseException.class);
    receiving.next().open(9, header, sealed.duplicate(), out.clear());
    assertThat(out.position()).isEqualTo(5);
  }

  @Test
  void generate_drawsFromTheEntropyGiven() {
    try (var one = Simulation.of(1);
        var same = Simulation.of(1);
        var other = Simulation.of(2)) {
      var pair = CURVE.generate(one.system("a").entropy());
      assertThat(CURVE.generate(same.system("a").entropy())).isEqualTo(pair);
      assertThat(CURVE.generate(other.system("a").entropy())).isNotEqualTo(pair);
      assertThat(pair.toString()).doesNotContain(HexFormat.of().formatHex(pair.secret()));
    }
  }
}
