package dev.parley.udp.noise;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A handshake of the pattern XX (section 7.5): three messages, after which both know each other's
 * static key and share two keys. Messages are written and read in turn, each once. Not safe for use
 * by many threads.
 */
public final class Handshake {
  /** The protocol's name in the framework. */
  public static final String PROTOCOL = "Noise_XX_25519_AESGCM_SHA256";

  /** How many messages there are. */
  public static final int MESSAGES = 3;

  /** What a message is made of, in this order; its payload follows. */
  private enum Token {
    E,
    S,
    EE,
    ES,
    SE
  }

  private static final List<List<Token>> XX =
      List.of(
          List.of(Token.E),
          List.of(Token.E, Token.EE, Token.S, Token.ES),
          List.of(Token.S, Token.SE));

  private final DiffieHellman curve;
  private final boolean initiator;
  private final SymmetricState state = new SymmetricState(PROTOCOL);
  private final DhKeyPair own;
  private final DhKeyPair ephemeral;
  private byte @Nullable [] theirs;
  private byte @Nullable [] theirEphemeral;
  private int message;
  private boolean broken;

  /** What a finished handshake leaves. */
  public record Secrets(CipherState sending, CipherState receiving) {}

  /**
   * Begins a handshake.
   *
   * @param curve agrees on keys
   * @param initiator whether we write the first message
   * @param prologue what both must agree on, or no message opens
   * @param own our static pair
   * @param ephemeral a pair that is used for this handshake alone
   */
  public Handshake(
      DiffieHellman curve, boolean initiator, byte[] prologue, DhKeyPair own, DhKeyPair ephemeral) {
    this.curve = curve;
    this.initiator = initiator;
    this.own = own;
    this.ephemeral = ephemeral;
    state.mixHash(prologue);
  }

  /**
   * Writes our next message.
   *
   * @param payload what it carries; sealed from the second message on
   * @return the message
   * @throws NoiseException if the other's key is worthless
   * @throws IllegalStateException if it is not our turn
   */
  public byte[] write(byte[] payload) throws NoiseException {
    turn(true);
    var out = new ByteArrayOutputStream();
    for (var token : XX.get(message)) {
      switch (token) {
        case E -> {
          out.writeBytes(ephemeral.open());
          state.mixHash(ephemeral.open());
        }
        case S -> out.writeBytes(state.encryptAndHash(own.open()));
        case EE, ES, SE -> agree(token);
      }
    }
    out.writeBytes(state.encryptAndHash(payload));
    message++;
    return out.toByteArray();
  }

  /**
   * Reads the other's next message.
   *
   * @param in the message; read to its limit
   * @return its payload
   * @throws NoiseException if it is not what must come now; the handshake is over then
   * @throws IllegalStateException if it is our turn
   */
  public byte[] read(ByteBuffer in) throws NoiseException {
    turn(false);
    broken = true; // unless all goes well
    for (var token : XX.get(message)) {
      switch (token) {
        case E -> {
          theirEphemeral = bytes(in, DiffieHellman.BYTES);
          state.mixHash(theirEphemeral);
        }
        case S ->
            theirs =
                state.decryptAndHash(
                    bytes(in, DiffieHellman.BYTES + (state.hasKey() ? CipherState.TAG : 0)));
        case EE, ES, SE -> agree(token);
      }
    }
    var payload = state.decryptAndHash(bytes(in, in.remaining()));
    broken = false;
    message++;
    return payload;
  }

  private static byte[] bytes(ByteBuffer in, int count) throws NoiseException {
    if (in.remaining() < count) {
      throw new NoiseException("a handshake message is cut off");
    }
    var bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private void agree(Token token) throws NoiseException {
    boolean ownEphemeral = token == Token.EE || (token == Token.ES) == initiator;
    boolean theirEphemeralToo = token == Token.EE || (token == Token.SE) == initiator;
    var open = theirEphemeralToo ? theirEphemeral : theirs;
    if (open == null) {
      throw new IllegalStateException("the pattern has no key for " + token);
    }
    state.mixKey(curve.agree(ownEphemeral ? ephemeral : own, open));
  }

  private void turn(boolean writing) {
    boolean ours = (message % 2 == 0) == initiator;
    if (broken || message >= MESSAGES || ours != writing) {
      throw new IllegalStateException(
          "not the time to " + (writing ? "write" : "read") + ": message " + message);
    }
  }

  /**
   * The other's static key.
   *
   * @return its 32 bytes
   * @throws IllegalStateException before the message that has it
   */
  public byte[] theirs() {
    if (theirs == null) {
      throw new IllegalStateException("the other's key is not known yet");
    }
    return theirs.clone();
  }

  /**
   * The hash of everything that was said, the same for both.
   *
   * @return 32 bytes
   */
  public byte[] hash() {
    return state.hash();
  }

  /**
   * The keys for what follows.
   *
   * @return our own direction and the other's
   * @throws IllegalStateException before the last message
   */
  public Secrets split() {
    if (message != MESSAGES || broken) {
      throw new IllegalStateException("the handshake is not finished");
    }
    var keys = state.split();
    return initiator ? new Secrets(keys[0], keys[1]) : new Secrets(keys[1], keys[0]);
  }
}
