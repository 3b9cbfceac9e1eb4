package dev.parley.cli.lab;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;

/** The addresses of this machine, and what kinds they are. */
final class LanLab implements Lab {
  @Override
  public String name() {
    return "lan";
  }

  @Override
  public String lesson() {
    return "addresses inside a network begin with 192.168 because everybody may use those";
  }

  @Override
  public void run(Equipment equipment, Notes notes) {
    notes.say("The interfaces of this machine that are up, and the addresses they have:");
    Map<AddressKind, Long> counts = new EnumMap<>(AddressKind.class);
    try {
      NetworkInterface.networkInterfaces()
          .sorted(Comparator.comparing(NetworkInterface::getName))
          .forEach(each -> tell(notes, each, counts));
    } catch (SocketException failure) {
      throw new UncheckedIOException("the interfaces cannot be listed", failure);
    }
    counts.forEach((kind, count) -> notes.count(kind.label(), "addresses", count));
    notes.say("What the kinds are:");
    for (var kind : AddressKind.values()) {
      notes.say("  %-12s %s".formatted(kind.label(), kind.reason()));
    }
    notes.say(
        "Learn: there are fewer IPv4 addresses than machines. RFC 1918 set three blocks aside that"
            + " any network may use inside and that no router outside carries: one large"
            + " (10.0.0.0/8), sixteen middling (172.16.0.0/12), 256 small ones (192.168.0.0/16)."
            + " A home needs a small one, and makers of home routers choose from those: hence"
            + " 192.168. A machine with such an address is reached from outside only through a"
            + " router that translates.");
  }

  private static void tell(Notes notes, NetworkInterface card, Map<AddressKind, Long> counts) {
    try {
      if (!card.isUp()) {
        return;
      }
    } catch (SocketException gone) {
      notes.say("  " + card.getName() + " cannot be asked: " + gone.getMessage());
      return;
    }
    card.inetAddresses()
        .forEach(address -> {
          var kind = AddressKind.of(address);
          counts.merge(kind, 1L, Long::sum);
          notes.say("  %-8s %-28s %s".formatted(card.getName(), plain(address), kind.label()));
        });
  }

  private static String plain(InetAddress address) {
    var text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
