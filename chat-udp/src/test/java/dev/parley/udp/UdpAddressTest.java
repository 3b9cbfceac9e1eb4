package dev.parley.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.transport.UnknownPeerException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UdpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "localhost:7788, localhost, 7788",
    "192.168.1.5:1, 192.168.1.5, 1",
    "a-b.example.org:65535, a-b.example.org, 65535",
    "host:00080, host, 80",
    "[::1]:7788, ::1, 7788",
    "[::]:9, ::, 9",
    "[2001:db8::1]:7788, 2001:db8::1, 7788",
    "[fe80::1%eth0]:7788, fe80::1%eth0, 7788",
    "[fe80::1%3]:7788, fe80::1%3, 7788",
    "[::ffff:192.168.1.5]:7788, ::ffff:192.168.1.5, 7788"
  })
  void parse_ofAGoodAddress_returnsHostAndPort(String text, String host, int port) {
    assertThat(UdpAddress.parse(text)).isEqualTo(new UdpAddress(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "host",
        "host:",
        ":7788",
        "7788",
        "host:0",
        "host:65536",
        "host:99999",
        "host:123456",
        "host:-1",
        "host:+1",
        "host: 1",
        "host:1 ",
        " host:1",
        "ho st:1",
        "host:1a",
        "host:٧٧",
        "::1:7788",
        "::1",
        "[::1]",
        "[::1]:",
        "[::1]:0",
        "[::1]7788",
        "[]:7788",
        "[host]:7788",
        "[127.0.0.1]:7788",
        "[[::1]]:7788",
        "[::1:7788",
        "::1]:7788",
        "a:b:1",
        "host:1:2",
        "host:1\n"
      })
  void parse_ofABadAddress_throwsNamingIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UdpAddress.parse(text))
        .withMessageStartingWith(text);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1:7788",
    "::1, [::1]:7788",
    "2001:db8:0:0:0:0:0:1, [2001:db8::1]:7788",
    "2001:0db8::00ff, [2001:db8::ff]:7788",
    "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]:7788",
    "2001:0:0:1:0:0:0:1, [2001:0:0:1::1]:7788",
    "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]:7788",
    "1:0:0:0:0:0:0:0, [1::]:7788",
    "0:0:1:0:0:0:0:0, [0:0:1::]:7788",
    "2FFF:ABCD:1:2:3:4:5:6, [2fff:abcd:1:2:3:4:5:6]:7788"
  })
  void format_followsRfc5952AndIsReadAgain(String numeric, String text) throws Exception {
    var address = new InetSocketAddress(InetAddress.ofLiteral(numeric), 7788);
    assertThat(UdpAddress.format(address)).hasToString(text);
    assertThat(UdpAddress.parse(text).resolve()).isEqualTo(address);
    assertThat(UdpAddress.format(UdpAddress.parse(text).resolve())).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:7788", "[::]:7788", "224.0.0.1:7788", "[ff02::1]:7788"})
  void resolve_ofWhatIsNoSingleHost_isRefused(String text) {
    assertThatExceptionOfType(UnknownPeerException.class)
        .isThrownBy(() -> UdpAddress.parse(text).resolve())
        .withMessageContaining("not one host");
  }

  @Test
  void format_ofALinkLocalAddress_namesItsInterface() throws Exception {
    var bytes = new byte[16];
    bytes[0] = (byte) 0xfe;
    bytes[1] = (byte) 0x80;
    bytes[15] = 1;
    var loopback = NetworkInterface.getByInetAddress(InetAddress.ofLiteral("127.0.0.1"));
    // As a socket reports who wrote: with the number of the interface, without its name.
    var scoped = Inet6Address.getByAddress(null, bytes, loopback.getIndex());
    assertThat(UdpAddress.format(new InetSocketAddress(scoped, 9)).text())
        .isIn("[fe80::1%" + loopback.getName() + "]:9", "[fe80::1%" + loopback.getIndex() + "]:9");
  }

  @Test
  void format_ofALinkLocalAddressWithoutAnInterface_isTheBareAddress() throws Exception {
    var bytes = InetAddress.ofLiteral("fe80::1").getAddress();
    var unscoped = Inet6Address.getByAddress(null, bytes, -1);
    assertThat(UdpAddress.format(new InetSocketAddress(unscoped, 9))).hasToString("[fe80::1]:9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[fe80::1%no-such-interface]:7788",
        "[1:2:3]:7788",
        "224.0.0.1:7788",
        "[ff02::1]:7788"
      })
  void resolve_ofWhatLeadsNowhere_throwsNamingIt(String text) {
    var address = UdpAddress.parse(text);
    assertThatExceptionOfType(UnknownPeerException.class)
        .isThrownBy(address::resolve)
        .withMessageContaining(address.host());
  }

  @Test
  void toString_bracketsIpv6() {
    assertThat(new UdpAddress("::1", 7)).hasToString("[::1]:7");
    assertThat(new UdpAddress("host", 7)).hasToString("host:7");
  }
}
