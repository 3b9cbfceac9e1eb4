package dev.parley.integration.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A bare UDP socket on loop-back: the simplest peer there is. */
final class UdpPeer implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;

  private final DatagramSocket socket;
  private final InetAddress host;

  private UdpPeer(InetAddress host) throws IOException {
    this.host = host;
    this.socket = new DatagramSocket(0, host);
    socket.setSoTimeout(TIMEOUT_MILLIS);
  }

  static UdpPeer open() throws IOException {
    return new UdpPeer(InetAddress.ofLiteral("127.0.0.1"));
  }

  static UdpPeer open6() throws IOException {
    return new UdpPeer(InetAddress.ofLiteral("::1"));
  }

  /** A port of 127.0.0.1 that nobody has now: for programs that must be told theirs. */
  static int freePort() throws IOException {
    try (var peer = open()) {
      return peer.port();
    }
  }

  /** The address as people write it. */
  String address() {
    return (host.getHostAddress().contains(":") ? "[::1]:" : "127.0.0.1:") + socket.getLocalPort();
  }

  int port() {
    return socket.getLocalPort();
  }

  void send(int port, byte[] bytes) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length, host, port));
  }

  void send(int port, String text) throws IOException {
    send(port, text.getBytes(UTF_8));
  }

  byte[] receiveBytes() throws IOException {
    var packet = new DatagramPacket(new byte[65_536], 65_536);
    socket.receive(packet);
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  String receive() throws IOException {
    return new String(receiveBytes(), UTF_8);
  }

  List<String> receive(int datagrams) throws IOException {
    var texts = new ArrayList<String>();
    while (texts.size() < datagrams) {
      texts.add(receive());
    }
    return texts;
  }

  @Override
  public void close() {
    socket.close();
  }
}
