package dev.parley.integration.simulation;

import dev.parley.core.identity.Identity;
import dev.parley.udp.noise.DhKeyPair;
import dev.parley.udp.noise.DiffieHellman;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Agrees on keys at next to no cost, and keeps nothing secret: what two agree on follows from their
 * open keys. Knows the identities of a simulation, whose open keys are what they are.
 */
final class StandIn implements DiffieHellman {
  private final Map<String, byte[]> known;

  StandIn(List<Identity> identities) {
    known =
        identities.stream()
            .collect(
                Collectors.toMap(
                    identity -> HexFormat.of().formatHex(identity.agreementSecret()),
                    identity -> identity.open().agreement()));
  }

  @Override
  public DhKeyPair pair(byte[] secret) {
    var open = known.get(HexFormat.of().formatHex(secret));
    return new DhKeyPair(secret.clone(), open == null ? hash(secret, secret) : open);
  }

  @Override
  public byte[] agree(DhKeyPair own, byte[] open) {
    return Arrays.compare(own.open(), open) < 0 ? hash(own.open(), open) : hash(open, own.open());
  }

  private static byte[] hash(byte[] one, byte[] other) {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      hash.update(one);
      return hash.digest(other);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
