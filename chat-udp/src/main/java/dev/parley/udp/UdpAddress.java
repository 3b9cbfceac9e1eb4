package dev.parley.udp;

import dev.parley.core.transport.PeerAddress;
import dev.parley.core.transport.UnknownPeerException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a UDP program can be reached, as people write it: {@code host:7788}, {@code
 * 192.168.1.5:7788}, {@code [::1]:7788}, {@code [fe80::1%eth0]:7788}.
 *
 * @param host a name or a numeric address, without brackets
 * @param port 1 to 65535
 */
public record UdpAddress(String host, int port) {
  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\[\\]]+)]:(.*)");
  private static final Pattern PLAIN = Pattern.compile("([^\\[\\]:\\s]+):([^:]*)");
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+");
  private static final int GROUPS = 8;

  /**
   * Reads an address.
   *
   * @param text the address
   * @return its parts
   * @throws IllegalArgumentException if it is malformed; the message is one sentence for people
   */
  public static UdpAddress parse(String text) {
    var bracketed = BRACKETED.matcher(text);
    var plain = PLAIN.matcher(text);
    if (bracketed.matches() && bracketed.group(1).contains(":")) {
      return new UdpAddress(bracketed.group(1), port(text, bracketed.group(2)));
    }
    if (plain.matches()) {
      return new UdpAddress(plain.group(1), port(text, plain.group(2)));
    }
    throw new IllegalArgumentException(
        text + " is not an address: write HOST:PORT, or [ADDRESS]:PORT for IPv6");
  }

  private static int port(String text, String digits) {
    if (digits.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(digits);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    }
    throw new IllegalArgumentException(text + " has no port from 1 to 65535");
  }

  /**
   * Whether the host is written as a number, which leads to the same place always.
   *
   * @return false for a name
   */
  public boolean isNumeric() {
    return host.contains(":") || NUMERIC.matcher(host).matches();
  }

  /**
   * Looks the host up. Blocks while the system's resolver does.
   *
   * @return the socket address
   * @throws UnknownPeerException if there is no such host or interface, or it is no single host
   */
  public InetSocketAddress resolve() throws UnknownPeerException {
    try {
      var address = InetAddress.getByName(host);
      if (address.isAnyLocalAddress()) {
        throw new UnknownPeerException(host + " means every address of this machine, not one host");
      }
      if (address.isMulticastAddress()) {
        throw new UnknownPeerException(host + " is a multicast group, not one host");
      }
      return new InetSocketAddress(address, port);
    } catch (UnknownHostException unknown) {
      throw new UnknownPeerException("there is no host or interface for " + this);
    }
  }

  /**
   * Writes a socket address as people would, IPv6 as in RFC 5952.
   *
   * @param address a resolved address
   * @return the text, which {@link #parse} reads again
   */
  public static PeerAddress format(InetSocketAddress address) {
    var host = address.getAddress();
    var text =
        host instanceof Inet6Address six ? "[" + compressed(six) + "]" : host.getHostAddress();
    return new PeerAddress(text + ":" + address.getPort());
  }

  private static String compressed(Inet6Address address) {
    var groups = groups(address.getAddress());
    int start = 0;
    int longest = 1; // a single zero group is written out
    for (int i = 0; i < GROUPS; i++) {
      int run = zeros(groups, i);
      if (run > longest) {
        start = i;
        longest = run;
      }
    }
    var text =
        longest == 1
            ? join(groups, 0, GROUPS)
            : join(groups, 0, start) + "::" + join(groups, start + longest, GROUPS);
    boolean scoped = address.isLinkLocalAddress() && address.getScopeId() != 0;
    return scoped ? text + "%" + interfaceName(address.getScopeId()) : text;
  }

  private static String interfaceName(int index) {
    try {
      var found = NetworkInterface.getByIndex(index);
      return found == null ? Integer.toString(index) : found.getName();
    } catch (SocketException notTold) {
      return Integer.toString(index);
    }
  }

  private static int[] groups(byte[] bytes) {
    var groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
    }
    return groups;
  }

  private static int zeros(int[] groups, int from) {
    int i = from;
    while (i < GROUPS && groups[i] == 0) {
      i++;
    }
    return i - from;
  }

  private static String join(int[] groups, int from, int to) {
    var parts = new ArrayList<String>();
    for (int i = from; i < to; i++) {
      parts.add(String.format(Locale.ROOT, "%x", groups[i]));
    }
    return String.join(":", parts);
  }

  @Override
  public String toString() {
    return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
  }
}
