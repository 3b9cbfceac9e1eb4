package dev.parley.cli.lab;

import java.net.InetAddress;

/** For whom an address is. */
enum AddressKind {
  /** 127.0.0.0/8 and ::1. */
  LOOP_BACK("loop-back", "this machine alone (RFC 1122, RFC 4291)"),
  /** 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16. */
  PRIVATE("private", "one network, which many others use inside too (RFC 1918)"),
  /** fc00::/7. */
  UNIQUE_LOCAL("unique local", "one network, with a random part so that two can merge (RFC 4193)"),
  /** 169.254.0.0/16 and fe80::/10. */
  LINK_LOCAL("link-local", "one cable or radio cell, taken without asking (RFC 3927, RFC 4291)"),
  /** 100.64.0.0/10. */
  SHARED("shared", "between a provider and its customers (RFC 6598)"),
  /** 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 and 2001:db8::/32. */
  EXAMPLE("example", "texts that need an address nobody has (RFC 5737, RFC 3849)"),
  /** All else. */
  GLOBAL("global", "reachable from everywhere, if nothing forbids it");

  private final String label;
  private final String reason;

  AddressKind(String label, String reason) {
    this.label = label;
    this.reason = reason;
  }

  String label() {
    return label;
  }

  /** For whom such an address is, and where that is written. */
  String reason() {
    return reason;
  }

  static AddressKind of(InetAddress address) {
    var bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    if (address.isLoopbackAddress()) {
      return LOOP_BACK;
    }
    if (address.isLinkLocalAddress()) {
      return LINK_LOCAL;
    }
    return bytes.length == 4 ? ofFour(bytes, first, second) : ofSixteen(bytes, first);
  }

  private static AddressKind ofFour(byte[] bytes, int first, int second) {
    int third = bytes[2] & 0xff;
    if (first == 10 || (first == 172 && second >> 4 == 1) || (first == 192 && second == 168)) {
      return PRIVATE;
    }
    if ((first == 192 && second == 0 && third == 2)
        || (first == 198 && second == 51 && third == 100)
        || (first == 203 && second == 0 && third == 113)) {
      return EXAMPLE;
    }
    return first == 100 && second >> 6 == 1 ? SHARED : GLOBAL;
  }

  private static AddressKind ofSixteen(byte[] bytes, int first) {
    if (first >> 1 == 0xfc >> 1) {
      return UNIQUE_LOCAL;
    }
    boolean example = first == 0x20 && bytes[1] == 1 && bytes[2] == 0x0d && bytes[3] == (byte) 0xb8;
    return example ? EXAMPLE : GLOBAL;
  }
}
