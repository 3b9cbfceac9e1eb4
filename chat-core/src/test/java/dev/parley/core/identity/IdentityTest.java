package dev.parley.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.testkit.Simulation;
import dev.parley.core.time.Entropy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
  private static final byte[] TEXT = "hi".getBytes(StandardCharsets.UTF_8);

  private static Identity identity(long seed) {
    try (var simulation = Simulation.of(seed)) {
      return Identity.generate(simulation.system("identity").entropy());
    }
  }

  /** An identity of which only the two secrets are said: RFC 7748 section 6.1 and RFC 8032 7.1. */
  @ParameterizedTest
  @CsvSource({
    "77076d0a7318a57d3c16c17251b26645c6c8e6d2a6c4a0f1d1b8d8f3a1e0d9a5, "
        + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60, "
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "77076d0a7318a57d3c16c17251b26645c6c8e6d2a6c4a0f1d1b8d8f3a1e0d9a5, "
        + "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb, "
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
  })
  void signingKey_isThatOfThePublishedVector(String agreement, String signing, String open) {
    var drawn = HexFormat.of().parseHex(agreement + signing);
    var at = new int[1];
    var identity =
        Identity.generate(
            new Entropy() {
              @Override
              public void fill(byte[] bytes) {
                System.arraycopy(drawn, at[0], bytes, 0, bytes.length);
                at[0] += bytes.length;
              }

              @Override
              public long nextLong() {
                throw new IllegalStateException("not asked for");
              }
            });
    var keys = identity.open().bytes();
    assertThat(HexFormat.of().formatHex(Arrays.copyOfRange(keys, 32, 64))).isEqualTo(open);
  }

  @Test
  void id_isTheHashOfBothKeys() throws NoSuchAlgorithmException {
    var open = identity(1).open();
    var hash = MessageDigest.getInstance("SHA-256");
    hash.update("parley-id-1".getBytes(StandardCharsets.US_ASCII));
    hash.update(open.bytes());
    assertThat(open.id().hex()).isEqualTo(HexFormat.of().formatHex(hash.digest()));
    assertThat(identity(1).id()).isEqualTo(open.id());
    assertThat(identity(2).id()).isNotEqualTo(open.id());
  }

  @Test
  void signed_isTrueForItsOwnSignatureOfThatMessageOnly() {
    var ann = identity(1);
    var signature = ann.sign(TEXT);
    assertThat(ann.open().signed(TEXT, signature)).isTrue();
    assertThat(ann.open().signed(new byte[] {1}, signature)).isFalse();
    assertThat(identity(2).open().signed(TEXT, signature)).isFalse();
    signature[5] ^= 1;
    assertThat(ann.open().signed(TEXT, signature)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 65, 1000})
  void signed_isFalseForWhatIsNoSignature(int length) {
    assertThat(identity(1).open().signed(TEXT, new byte[length])).isFalse();
  }

  @Test
  void signed_byAKeyThatIsNoPoint_isFalse() {
    var keys = new byte[PublicIdentity.BYTES];
    Arrays.fill(keys, (byte) 0xff);
    assertThat(PublicIdentity.of(keys).signed(TEXT, identity(1).sign(TEXT))).isFalse();
  }

  @Test
  void decode_givesTheSameIdentity() {
    var ann = identity(1);
    var again = Identity.decode(ann.encoded());
    assertThat(again.open()).isEqualTo(ann.open()).hasSameHashCodeAs(ann.open());
    assertThat(again.agreementSecret()).isEqualTo(ann.agreementSecret());
    assertThat(ann.open().signed(TEXT, again.sign(TEXT))).isTrue();
  }

  @Test
  void decode_ofDamagedBytes_isRefused() {
    var encoded = identity(1).encoded();
    // The lowest bits of an X25519 secret and the highest of its open key do not count.
    for (int at : new int[] {0, 5, 40, 70, 100, 128}) {
      var damaged = encoded.clone();
      damaged[at] ^= 0x10;
      assertThatThrownBy(() -> Identity.decode(damaged))
          .as("byte %d", at)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 128, 130})
  void decode_ofAnotherLength_isRefused(int length) {
    assertThatThrownBy(() -> Identity.decode(new byte[length]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("129 bytes, not " + length);
  }

  @Test
  void texts_showNoSecret() {
    var ann = identity(1);
    assertThat(ann.toString()).isEqualTo("identity " + ann.id());
  }
}
