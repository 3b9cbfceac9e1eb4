package dev.parley.udp.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.PeerAddress;
import dev.parley.udp.UdpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressBookTest {
  private static final UdpAddress TYPED = new UdpAddress("bob.example", 7000);
  private static final LinkId LINK = new LinkId(1);

  private final AddressBook book = new AddressBook();

  private static InetSocketAddress at(String address) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), 7000);
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void want_whoIsLinkedAlready_needsNoCall() {
    assertThat(book.want(at("10.0.0.1"), TYPED)).isTrue();
    book.reached(at("10.0.0.2"), LINK);
    assertThat(book.want(at("10.0.0.2"), TYPED)).isFalse();
  }

  @Test
  void want_ourselves_isForgotten() {
    book.want(at("10.0.0.1"), TYPED);
    book.isOurselves(at("10.0.0.1"));
    assertThat(book.typed(at("10.0.0.1"))).isNull();
    assertThat(book.want(at("10.0.0.1"), TYPED)).isFalse();
    assertThat(book.mayCall(0, at("10.0.0.1"))).isFalse();
  }

  @Test
  void lost_namesTheAddressesThatAreStillWanted() {
    book.want(at("10.0.0.1"), TYPED);
    book.reached(at("10.0.0.1"), LINK);
    book.reached(at("10.0.0.9"), LINK);
    assertThat(book.linked())
        .isEqualTo(
            Map.of(new PeerAddress("10.0.0.1:7000"), LINK, new PeerAddress("10.0.0.9:7000"), LINK));
    assertThat(book.lost(LINK)).containsExactly(at("10.0.0.1"));
    assertThat(book.linked()).isEmpty();
  }

  @Test
  void unwant_endsTheWishForWhoeverIsThere() {
    book.want(at("10.0.0.1"), TYPED);
    book.reached(at("10.0.0.1"), LINK);
    book.unwant(LINK);
    assertThat(book.lost(LINK)).isEmpty();
  }

  @Test
  void mayCall_onlyWhereOneHostIs_andNotTooManyAtOnce() {
    assertThat(book.mayCall(0, at("224.0.0.1"))).isFalse();
    assertThat(book.mayCall(0, at("0.0.0.0"))).isFalse();
    assertThat(book.mayCall(0, new InetSocketAddress(at("10.0.0.1").getAddress(), 0))).isFalse();
    int called = 0;
    for (int n = 0; n < 1000; n++) {
      called += book.mayCall(1, at("10.1." + n / 250 + "." + n % 250)) ? 1 : 0;
    }
    assertThat(called).isEqualTo(AddressBook.MOST_STRANGERS);
    assertThat(book.mayCall(Duration.ofSeconds(11).toNanos(), at("10.9.9.9"))).isTrue();
  }

  @Test
  void mayTell_onlyWhatMeansTheSameToTheListener() {
    assertThat(AddressBook.mayTell(at("10.0.0.1"), at("10.0.0.2"))).isTrue();
    assertThat(AddressBook.mayTell(at("10.0.0.2"), at("10.0.0.2"))).isFalse();
    assertThat(AddressBook.mayTell(at("127.0.0.1"), at("10.0.0.2"))).isFalse();
    assertThat(AddressBook.mayTell(at("127.0.0.1"), at("127.0.0.2"))).isTrue();
    assertThat(AddressBook.mayTell(at("fe80::1"), at("10.0.0.2"))).isFalse();
  }
}
