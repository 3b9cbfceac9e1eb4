package dev.parley.udp.wire;

import dev.parley.udp.link.MalformedPacketException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The message by which a program tells another where its other peers are: of each the length of the
 * address, the address, and the port.
 */
public final class PeerList {
  /** How many peers one message names at the most: {@value}. */
  public static final int MOST = 16;

  /** The first byte of the message. */
  private static final byte PEERS = 7;

  private static final int IPV4 = 4;
  private static final int IPV6 = 16;

  private PeerList() {}

  /**
   * Whether a message is one.
   *
   * @param message the message
   * @return true if it is for {@link #decode}
   */
  public static boolean isOne(byte[] message) {
    return message.length > 0 && message[0] == PEERS;
  }

  /**
   * Writes a message.
   *
   * @param peers at most {@value #MOST}
   * @return its bytes
   */
  public static byte[] encode(List<InetSocketAddress> peers) {
    var out = ByteBuffer.allocate(1 + peers.size() * (1 + IPV6 + Short.BYTES)).put(PEERS);
    for (var peer : peers) {
      var address = peer.getAddress().getAddress();
      out.put((byte) address.length).put(address).putShort((short) peer.getPort());
    }
    var message = new byte[out.flip().remaining()];
    out.get(message);
    return message;
  }

  /**
   * Reads a message.
   *
   * @param message the message
   * @return what it names, as anybody may have written it
   * @throws MalformedPacketException if it follows no rule
   */
  public static List<InetSocketAddress> decode(byte[] message) throws MalformedPacketException {
    var in = ByteBuffer.wrap(message, 1, message.length - 1);
    var peers = new ArrayList<InetSocketAddress>();
    while (in.hasRemaining()) {
      int length = in.get();
      if ((length != IPV4 && length != IPV6)
          || in.remaining() < length + Short.BYTES
          || peers.size() == MOST) {
        throw new MalformedPacketException("a list of peers of another form");
      }
      var address = new byte[length];
      in.get(address);
      int port = in.getShort() & 0xffff;
      try {
        peers.add(new InetSocketAddress(InetAddress.getByAddress(address), port));
      } catch (UnknownHostException impossible) {
        throw new IllegalStateException("an address of " + length + " bytes", impossible);
      }
    }
    return peers;
  }
}
