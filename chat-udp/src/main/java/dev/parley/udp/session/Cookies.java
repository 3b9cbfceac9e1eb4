package dev.parley.udp.session;

import static java.util.concurrent.TimeUnit.MINUTES;

import dev.parley.core.time.Entropy;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proofs that a source gets what is sent to it, which need no memory: a keyed hash of its address,
 * under a secret that changes every two minutes.
 */
final class Cookies {
  private static final long LASTS = MINUTES.toNanos(2);
  private static final int SECRET = 32;

  private final Entropy entropy;
  private byte[] secret;
  private byte[] before;
  private long until;

  Cookies(long now, Entropy entropy) {
    this.entropy = entropy;
    this.secret = draw();
    this.before = draw();
    this.until = now + LASTS;
  }

  private byte[] draw() {
    var drawn = new byte[SECRET];
    entropy.fill(drawn);
    return drawn;
  }

  private void age(long now) {
    if (now - until >= 0) {
      before = secret;
      secret = draw();
      until = now + LASTS;
    }
  }

  byte[] of(long now, InetSocketAddress source) {
    age(now);
    return of(secret, source);
  }

  boolean isGood(long now, InetSocketAddress source, byte[] cookie) {
    age(now);
    return MessageDigest.isEqual(cookie, of(secret, source))
        || MessageDigest.isEqual(cookie, of(before, source));
  }

  private static byte[] of(byte[] secret, InetSocketAddress source) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return Arrays.copyOf(mac.doFinal(Opening.source(source)), Opening.COOKIE);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no HMAC-SHA256", missing);
    }
  }
}
