package dev.parley.cli.doctor;

import dev.parley.core.actor.Threads;
import dev.parley.core.time.Entropy;
import dev.parley.udp.MulticastPort;
import dev.parley.udp.UdpPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Looks at what must be right for others to be found: interfaces, multicast, the ports, firewalls.
 */
public final class Doctor {
  private static final Duration ECHO = Duration.ofMillis(500);

  /** Folders and files that a firewall leaves where it runs. */
  private static final List<Firewall> FIREWALLS =
      List.of(
          new Firewall("ufw", Path.of("/etc/ufw/ufw.conf"), "ENABLED=yes", "sudo ufw allow %d/udp"),
          new Firewall(
              "firewalld",
              Path.of("/run/firewalld/firewalld.pid"),
              "",
              "sudo firewall-cmd --add-port=%d/udp"));

  private final Threads threads;
  private final Entropy entropy;
  private final Optional<NetworkInterface> only;
  private final int port;

  private record Firewall(String name, Path file, String sign, String remedy) {}

  /**
   * Makes a doctor who has not looked yet.
   *
   * @param threads makes every thread
   * @param entropy marks what it sends
   * @param only the one interface to look at, if not all
   * @param port the UDP port that others would write to; 0 for any
   */
  public Doctor(Threads threads, Entropy entropy, Optional<NetworkInterface> only, int port) {
    this.threads = threads;
    this.entropy = entropy;
    this.only = only;
    this.port = port;
  }

  /**
   * Looks, and says what it found.
   *
   * @param out where
   * @return whether others can be found as far as this machine is concerned
   */
  public boolean examine(PrintWriter out) throws InterruptedException {
    var findings = new ArrayList<Finding>();
    findings.addAll(ports());
    var usable = interfaces(findings);
    boolean heard = false;
    for (var network : usable) {
      var echo = echo(network);
      heard |= echo.verdict() == Finding.Verdict.GOOD;
      findings.add(echo);
    }
    findings.addAll(firewalls());
    findings.forEach(
        finding -> out.println("%-3s %s".formatted(finding.verdict().mark(), finding.text())));
    out.println(heard ? healthy() : sick(usable.isEmpty()));
    out.flush();
    return heard;
  }

  private static String healthy() {
    return "Others can be found from this machine, as far as it can tell. If somebody is not found:"
        + " is he on the same network, and not on its guests' part? Some routers keep wireless"
        + " machines apart, or drop multicast. Then name him: parley --peer HOST:PORT";
  }

  private static String sick(boolean none) {
    return (none ? "There is no network to find anybody on." : "See the lines marked NO.")
        + " Whoever is reachable at all can still be named: parley --peer HOST:PORT";
  }

  // ---- ports ----

  private List<Finding> ports() {
    var findings = new ArrayList<Finding>();
    if (port != 0) {
      try {
        UdpPort.open(port).close(Duration.ZERO);
        findings.add(Finding.good("UDP port " + port + " is free"));
      } catch (IOException taken) {
        findings.add(
            Finding.doubtful(
                "UDP port "
                    + port
                    + " cannot be opened ("
                    + taken.getMessage()
                    + "): another program has it, maybe a parley that runs"));
      }
    }
    try {
      MulticastPort.open(only.orElse(null)).close(Duration.ZERO);
      findings.add(Finding.good("UDP port " + MulticastPort.PORT + " can be shared for discovery"));
    } catch (IOException taken) {
      findings.add(
          Finding.bad(
              "UDP port "
                  + MulticastPort.PORT
                  + " cannot be opened ("
                  + taken.getMessage()
                  + "): a program holds it for itself, and nobody can be heard"));
    }
    return findings;
  }

  // ---- interfaces ----

  private List<NetworkInterface> interfaces(List<Finding> findings) {
    try {
      var usable = only.map(List::of).orElse(MulticastPort.usable());
      var all =
          NetworkInterface.networkInterfaces()
              .sorted(Comparator.comparing(NetworkInterface::getName))
              .toList();
      for (var each : all) {
        if (each.isUp() && (only.isEmpty() || only.get().equals(each))) {
          findings.add(describe(each, usable.contains(each)));
        }
      }
      if (all.stream().noneMatch(usable::contains)) {
        findings.add(Finding.bad("no interface is up"));
      }
      return usable;
    } catch (SocketException failure) {
      findings.add(Finding.bad("the interfaces cannot be listed: " + failure.getMessage()));
      return List.of();
    }
  }

  private static Finding describe(NetworkInterface network, boolean used) throws SocketException {
    var addresses =
        network
            .inetAddresses()
            .map(InetAddress::getHostAddress)
            .map(address -> address.replaceAll("%.*", ""))
            .collect(Collectors.joining(", "));
    var text = network.getName() + ": " + (addresses.isEmpty() ? "no address" : addresses);
    if (network.isLoopback()) {
      return used
          ? Finding.doubtful(text + "; leads nowhere but to this machine, and is all there is")
          : Finding.good(text + "; leads to this machine, not used");
    }
    if (network.isPointToPoint() || !network.supportsMulticast()) {
      return Finding.doubtful(
          text + "; carries no multicast, as is usual for a VPN: name who is behind it by --peer");
    }
    return addresses.isEmpty() ? Finding.doubtful(text) : Finding.good(text + "; can multicast");
  }

  // ---- multicast ----

  /** Whether this machine hears itself: what does not even come back goes nowhere. */
  private Finding echo(NetworkInterface network) throws InterruptedException {
    var probe = new byte[24];
    entropy.fill(probe);
    var heard = new CountDownLatch(1);
    try {
      var multicast = MulticastPort.open(network);
      try {
        multicast.start(
            threads,
            datagram -> {
              if (Arrays.equals(datagram.payload(), probe)) {
                heard.countDown();
              }
            });
        multicast.send(probe);
        boolean came = heard.await(ECHO.toMillis(), TimeUnit.MILLISECONDS);
        return came
            ? Finding.good(network.getName() + ": multicast comes back")
            : Finding.bad(
                network.getName()
                    + ": multicast does not come back: a firewall drops it, or there is no route");
      } finally {
        multicast.close(ECHO);
      }
    } catch (IOException failure) {
      return Finding.bad(network.getName() + ": no multicast: " + failure.getMessage());
    }
  }

  // ---- firewalls ----

  private List<Finding> firewalls() {
    var findings = new ArrayList<Finding>();
    for (var firewall : FIREWALLS) {
      if (shows(firewall)) {
        findings.add(
            Finding.doubtful(
                firewall.name()
                    + " runs: if it drops what others send, allow it: "
                    + firewall.remedy().formatted(MulticastPort.PORT)
                    + (port == 0 ? "" : ", and " + firewall.remedy().formatted(port))));
      }
    }
    return findings;
  }

  private static boolean shows(Firewall firewall) {
    try {
      return Files.exists(firewall.file())
          && Files.readString(firewall.file()).contains(firewall.sign());
    } catch (IOException unreadable) {
      return false;
    }
  }
}
