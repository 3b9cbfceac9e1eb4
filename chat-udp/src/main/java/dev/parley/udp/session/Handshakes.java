package dev.parley.udp.session;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.parley.core.identity.Identity;
import dev.parley.core.identity.PublicIdentity;
import dev.parley.core.time.Entropy;
import dev.parley.udp.noise.DhKeyPair;
import dev.parley.udp.noise.DiffieHellman;
import dev.parley.udp.noise.Handshake;
import dev.parley.udp.noise.NoiseException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All handshakes of a program, over a network that loses, doubles and forges datagrams. What is no
 * part of one gets silence; what is gets at most as many bytes as it has. All times are nanoseconds
 * of one monotonic clock. Not safe for use by many threads.
 */
public final class Handshakes {
  /*
   * Whoever has sent a message sends the same bytes again until it is answered: the first until the
   * second comes, the third until a packet opens under the new keys (the other cannot answer it by
   * a message of the handshake). No state writes twice. A message that does not fit is undone: the
   * state is made again from what it began with.
   */

  /** How many handshakes that others began are kept: {@value}. */
  static final int MOST_ANSWERS = 256;

  /** From so many unfinished answers on, an opener must prove where it is: {@value}. */
  static final int CROWDED = 64;

  /** From so many openers in a second on, likewise: {@value}. */
  static final int BUSY = 200;

  /** How often a message is sent before a new attempt begins: {@value}. */
  static final int TRIES = 5;

  private static final long FIRST_RETRY = MILLISECONDS.toNanos(250);
  private static final long ANSWER_KEPT = SECONDS.toNanos(10);
  private static final int SIGNING = PublicIdentity.KEY;

  private final Identity identity;
  private final DhKeyPair own;
  private final long instance;
  private final DiffieHellman curve;
  private final Entropy entropy;
  private final Host host;
  private final Cookies cookies;
  private final Sources sources = new Sources();
  private final LinkedHashMap<InetSocketAddress, Attempt> attempts = new LinkedHashMap<>();
  private final LinkedHashMap<String, Answer> answers = new LinkedHashMap<>();
  private final SortedMap<String, Long> counters = new TreeMap<>();
  private long second;
  private int openersInSecond;

  /** What the owner does for them. */
  public interface Host {
    /** Sends a datagram. */
    void send(InetSocketAddress to, byte[] datagram);

    /** The keys of a handshake are there. As a responder, confirm them by a packet. */
    void established(Established session);

    /** The other has not heard the confirmation of this session: send it a packet again. */
    void confirm(int ourIndex);

    /** The other never used the keys of this session: they are no good. */
    void unconfirmed(int ourIndex);

    /** Nobody answered at this address: whether to try again. */
    boolean goesOn(InetSocketAddress address);

    /** This address is our own. */
    void ourselves(InetSocketAddress address);

    /** Draws an index for a session that is not in use. */
    int freshIndex();
  }

  /**
   * Makes one without handshakes under way.
   *
   * @param now the time
   * @param identity who we are
   * @param instance which run of our program this is
   * @param curve agrees on keys
   * @param entropy where keys come from
   * @param host what is done for it
   */
  public Handshakes(
      long now, Identity identity, long instance, DiffieHellman curve, Entropy entropy, Host host) {
    this.identity = identity;
    this.own = curve.pair(identity.agreementSecret());
    this.instance = instance;
    this.curve = curve;
    this.entropy = entropy;
    this.host = host;
    this.cookies = new Cookies(now, entropy);
    this.second = now;
  }

  // ---- what we begin ----

  /**
   * Begins a handshake, unless one with this address is under way; goes on, with a new attempt
   * after each that failed for as long as the host wants it, or until {@link #giveUp}.
   *
   * @param now the time
   * @param address where the other is; resolved
   */
  public void open(long now, InetSocketAddress address) {
    if (!attempts.containsKey(address)) {
      begin(now, address);
    }
  }

  /**
   * Begins no more handshakes with an address.
   *
   * @param address where the other would be
   */
  public void giveUp(InetSocketAddress address) {
    attempts.remove(address);
  }

  /** Begins no more handshakes with any address. */
  public void giveUpAll() {
    attempts.clear();
  }

  private void begin(long now, InetSocketAddress address) {
    var attempt = new Attempt(address, host.freshIndex(), curve, own, curve.generate(entropy));
    attempts.put(address, attempt);
    count("handshake.attempts");
    send(now, attempt);
  }

  private void send(long now, Attempt attempt) {
    host.send(attempt.address, attempt.datagram);
    attempt.next = now + jittered(FIRST_RETRY << attempt.tries);
    attempt.tries++;
  }

  /** Up to a tenth more or less. */
  private long jittered(long delay) {
    return delay - delay / 10 + Long.remainderUnsigned(entropy.nextLong(), delay / 5);
  }

  /**
   * A packet opened under the keys of a session: its handshake is over.
   *
   * @param ourIndex which session
   */
  public void confirmed(int ourIndex) {
    attempts.values().removeIf(attempt -> attempt.finishing && attempt.index == ourIndex);
  }

  // ---- time ----

  /**
   * When something is to be done if nothing happens before.
   *
   * @return a time, or {@link Long#MAX_VALUE} if nothing is
   */
  public long deadline() {
    long next = Long.MAX_VALUE;
    for (var attempt : attempts.values()) {
      next = Math.min(next, attempt.next);
    }
    for (var answer : answers.values()) {
      next = Math.min(next, answer.until);
    }
    return next;
  }

  /**
   * Sends again what is due, and forgets what is old.
   *
   * @param now the time
   */
  public void expired(long now) {
    answers.values().removeIf(answer -> answer.until <= now);
    for (var attempt : List.copyOf(attempts.values())) {
      if (attempt.next > now) {
        continue;
      }
      if (attempt.tries < TRIES) {
        send(now, attempt);
        continue;
      }
      if (attempt.finishing) {
        host.unconfirmed(attempt.index);
      }
      attempts.remove(attempt.address);
      if (host.goesOn(attempt.address)) {
        begin(now, attempt.address);
      } else {
        count("handshake.given-up");
      }
    }
  }

  // ---- what comes in ----

  /**
   * Whether a datagram begins as one of a handshake does.
   *
   * @param datagram looked at, not read
   * @return true if it is for {@link #received}
   */
  public static boolean isHandshake(ByteBuffer datagram) {
    return Opening.isOne(datagram);
  }

  /**
   * Takes a datagram.
   *
   * @param now the time
   * @param from where it comes from, or is said to
   * @param datagram read to its limit
   */
  public void received(long now, InetSocketAddress from, ByteBuffer datagram) {
    if (!Opening.isOne(datagram)) {
      dropped("not-a-handshake");
    } else if (Opening.version(datagram) != Opening.VERSION) {
      dropped("version");
    } else if (Opening.suite(datagram) != Opening.SUITE) {
      dropped("suite");
    } else {
      switch (Opening.type(datagram)) {
        case Opening.FIRST -> first(now, from, datagram);
        case Opening.SECOND -> second(now, from, datagram);
        case Opening.THIRD -> third(now, from, datagram);
        case Opening.COOKIE_REPLY -> cookie(now, from, datagram);
        default -> dropped("type");
      }
    }
  }

  private void first(long now, InetSocketAddress from, ByteBuffer datagram) {
    if (datagram.remaining() != Opening.OPENER) {
      dropped("opener-size");
      return;
    }
    if (!sources.allows(now, from.getAddress())) {
      dropped("rate");
      return;
    }
    int theirIndex = Opening.sender(datagram);
    datagram.position(datagram.position() + Opening.HEADER);
    var cookie = take(datagram, Opening.COOKIE);
    var message = take(datagram, datagram.remaining());
    var known = answers.get(key(from, message));
    if (known != null) {
      host.send(from, known.datagram);
      return;
    }
    if (isCrowded(now) && !cookies.isGood(now, from, cookie)) {
      count("handshake.cookies-sent");
      host.send(from, Opening.cookieReply(theirIndex, cookies.of(now, from)));
      return;
    }
    var ours = attempts.get(from);
    int order =
        ours != null && ours.isOpen()
            ? ours.compareWith(Arrays.copyOf(message, DiffieHellman.BYTES))
            : 0;
    if (order < 0) {
      dropped("crossing");
      return;
    }
    if (order > 0) { // and if it is the very same, we may have called ourselves
      postpone(now, from);
    }
    answer(now, from, theirIndex, message);
  }

  private void answer(long now, InetSocketAddress from, int theirIndex, byte[] message) {
    int index = host.freshIndex();
    var payload =
        ByteBuffer.allocate(SIGNING + Long.BYTES + Integer.BYTES)
            .put(signingKey())
            .putLong(instance)
            .putInt(index)
            .array();
    try {
      var answer =
          new Answer(
              from, index, theirIndex, curve, own, curve.generate(entropy), message, payload);
      answer.until = now + ANSWER_KEPT;
      if (answers.size() >= MOST_ANSWERS) {
        answers.pollFirstEntry();
        dropped("too-many");
      }
      answers.put(key(from, message), answer);
      count("handshake.answered");
      host.send(from, answer.datagram);
    } catch (NoiseException worthless) {
      dropped("worthless-key");
    }
  }

  /** Theirs goes on. Should it come to nothing, ours begins anew, if it is still wanted then. */
  private void postpone(long now, InetSocketAddress from) {
    var ours = attempts.get(from);
    if (ours != null && !ours.finishing) {
      ours.postponed = true;
      ours.tries = TRIES;
      ours.next = now + ANSWER_KEPT;
    }
  }

  private byte[] signingKey() {
    return Arrays.copyOfRange(identity.open().bytes(), SIGNING, PublicIdentity.BYTES);
  }

  private boolean isCrowded(long now) {
    if (now - second >= SECONDS.toNanos(1)) {
      second = now;
      openersInSecond = 0;
    }
    openersInSecond++;
    return openersInSecond > BUSY
        || answers.values().stream().filter(answer -> !answer.isFinished()).count() >= CROWDED;
  }

  private void cookie(long now, InetSocketAddress from, ByteBuffer datagram) {
    var attempt = attempts.get(from);
    if (attempt == null
        || !attempt.isOpen()
        || attempt.index != Opening.sender(datagram)
        || datagram.remaining() != Opening.HEADER + Opening.COOKIE) {
      dropped("cookie-unasked");
      return;
    }
    datagram.position(datagram.position() + Opening.HEADER);
    attempt.proveWith(take(datagram, Opening.COOKIE));
    attempt.tries = Math.max(0, attempt.tries - 1);
    send(now, attempt);
  }

  private void second(long now, InetSocketAddress from, ByteBuffer datagram) {
    var attempt = attempts.get(from);
    if (attempt == null
        || !attempt.isOpen()
        || datagram.remaining() < Opening.ANSWER_HEADER
        || attempt.index != Opening.receiver(datagram)) {
      dropped("answer-unasked");
      return;
    }
    int theirIndex = Opening.sender(datagram);
    try {
      datagram.position(datagram.position() + Opening.ANSWER_HEADER);
      var payload = ByteBuffer.wrap(attempt.handshake.read(datagram));
      if (payload.remaining() != SIGNING + Long.BYTES + Integer.BYTES
          || payload.getInt(SIGNING + Long.BYTES) != theirIndex) {
        throw new NoiseException("an answer of another form");
      }
      if (Arrays.equals(attempt.handshake.theirs(), own.open())) {
        attempts.remove(from);
        count("handshake.ourselves");
        host.ourselves(from);
        return;
      }
      var session = finish(attempt, theirIndex, payload);
      send(now, attempt);
      host.established(session);
    } catch (NoiseException forged) {
      attempt.forgetAnswer();
      dropped("answer-forged");
    }
  }

  private Established finish(Attempt attempt, int theirIndex, ByteBuffer payload)
      throws NoiseException {
    var peer = peer(attempt.handshake, payload);
    long theirInstance = payload.getLong();
    var third =
        attempt.handshake.write(
            ByteBuffer.allocate(SIGNING + Long.BYTES).put(signingKey()).putLong(instance).array());
    attempt.datagram = Opening.answer(Opening.THIRD, attempt.index, theirIndex, third);
    attempt.finishing = true;
    attempt.tries = 0;
    return new Established(
        true,
        attempt.address,
        attempt.index,
        theirIndex,
        attempt.handshake.split(),
        HexFormat.of().formatHex(attempt.handshake.hash()),
        peer,
        theirInstance);
  }

  private static PublicIdentity peer(Handshake handshake, ByteBuffer payload) {
    var keys = new byte[PublicIdentity.BYTES];
    System.arraycopy(handshake.theirs(), 0, keys, 0, DiffieHellman.BYTES);
    payload.get(keys, DiffieHellman.BYTES, SIGNING);
    return PublicIdentity.of(keys);
  }

  private void third(long now, InetSocketAddress from, ByteBuffer datagram) {
    if (datagram.remaining() < Opening.ANSWER_HEADER) {
      dropped("cut-off");
      return;
    }
    var answer = answer(from, Opening.receiver(datagram));
    if (answer == null || answer.theirIndex != Opening.sender(datagram)) {
      dropped("third-unasked");
      return;
    }
    datagram.position(datagram.position() + Opening.ANSWER_HEADER);
    var message = take(datagram, datagram.remaining());
    if (answer.isFinished()) {
      if (answer.isThird(message)) {
        host.confirm(answer.index);
      } else {
        dropped("third-forged");
      }
      return;
    }
    try {
      var payload = ByteBuffer.wrap(answer.handshake.read(ByteBuffer.wrap(message)));
      if (payload.remaining() != SIGNING + Long.BYTES) {
        throw new NoiseException("a third message of another form");
      }
      answer.finished(message);
      answer.until = now + ANSWER_KEPT;
      postpone(now, from);
      var peer = peer(answer.handshake, payload);
      host.established(
          new Established(
              false,
              from,
              answer.index,
              answer.theirIndex,
              answer.handshake.split(),
              HexFormat.of().formatHex(answer.handshake.hash()),
              peer,
              payload.getLong()));
    } catch (NoiseException forged) {
      dropped("third-forged");
      undo(answer);
    }
  }

  private static void undo(Answer answer) {
    try {
      answer.forgetThird();
    } catch (NoiseException impossible) {
      throw new IllegalStateException("the first message was good before", impossible);
    }
  }

  private @Nullable Answer answer(InetSocketAddress from, int index) {
    for (var answer : answers.values()) {
      if (answer.index == index && answer.from.equals(from)) {
        return answer;
      }
    }
    return null;
  }

  private static byte[] take(ByteBuffer from, int count) {
    var bytes = new byte[count];
    from.get(bytes);
    return bytes;
  }

  private static String key(InetSocketAddress from, byte[] message) {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      hash.update(Opening.source(from));
      return HexFormat.of().formatHex(hash.digest(message));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }

  // ---- counting ----

  private void dropped(String reason) {
    count("handshake.dropped." + reason);
  }

  private void count(String name) {
    counters.merge(name, 1L, Long::sum);
  }

  /**
   * What it counted so far, drops with their reasons.
   *
   * @return counts by name
   */
  public SortedMap<String, Long> counters() {
    return new TreeMap<>(counters);
  }

  /**
   * How many handshakes are kept.
   *
   * @return those that we began and those that others did
   */
  public int size() {
    return attempts.size() + answers.size();
  }
}
