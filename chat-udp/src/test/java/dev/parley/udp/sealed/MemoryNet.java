package dev.parley.udp.sealed;

import static dev.parley.udp.testing.Eventually.await;

import dev.parley.core.actor.ActorStatus;
import dev.parley.core.actor.ActorSystem;
import dev.parley.core.actor.Threads;
import dev.parley.core.entry.Entry;
import dev.parley.core.entry.EntryId;
import dev.parley.core.entry.LogId;
import dev.parley.core.entry.RoomName;
import dev.parley.core.entry.Sequence;
import dev.parley.core.identity.Identity;
import dev.parley.core.time.Entropy;
import dev.parley.core.time.SystemTime;
import dev.parley.core.time.Time;
import dev.parley.core.transport.Frame;
import dev.parley.core.transport.LinkId;
import dev.parley.core.transport.PeerAddress;
import dev.parley.core.transport.SendResult;
import dev.parley.core.transport.TransportContext;
import dev.parley.core.transport.TransportEvent;
import dev.parley.core.transport.UnknownPeerException;
import dev.parley.udp.Datagram;
import dev.parley.udp.DatagramPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whole programs on the sealed wire, with their own actors, joined by memory alone: each datagram
 * passes through the test's hands, and the test may add others from any source.
 */
final class MemoryNet implements AutoCloseable {
  /** How many datagrams are fed before the program is let come to rest: fewer than a mailbox. */
  private static final int BATCH = 1500;

  private static final Duration DEADLINE = Duration.ofSeconds(5);

  /** A datagram that a program sent. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Passed(InetSocketAddress from, InetSocketAddress to, byte[] bytes) {
    boolean isHandshake() {
      return bytes[0] == 'P';
    }
  }

  private final Map<InetSocketAddress, Consumer<Datagram>> hearers = new ConcurrentHashMap<>();
  private final List<Program> programs = new ArrayList<>();
  private final ConcurrentLinkedQueue<Passed> passed = new ConcurrentLinkedQueue<>();
  private volatile boolean recording = true;

  static InetSocketAddress address(int network, int host, int port) {
    try {
      var bytes = new byte[] {(byte) network, (byte) (host >> 16), (byte) (host >> 8), (byte) host};
      return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Starts a program at 127.0.0.1. */
  Program program(String name, int port) {
    var program = new Program(name, address(127, 1, port));
    programs.add(program);
    program.start();
    hearers.put(program.address, datagram -> program.port.owner().received(datagram));
    return program;
  }

  /** Whoever else is to hear what is sent to an address; called on the sender's threads. */
  void listen(InetSocketAddress address, Consumer<Datagram> hearer) {
    hearers.put(address, hearer);
  }

  void forget(InetSocketAddress address) {
    hearers.remove(address);
  }

  /** Sends a datagram of the test's, as if from an address. */
  void send(InetSocketAddress from, InetSocketAddress to, byte[] bytes) {
    var hearer = hearers.get(to);
    if (hearer != null) {
      hearer.accept(new Datagram(from, bytes));
    }
  }

  /** All datagrams since the last call, and no more from now on. */
  List<Passed> recorded() {
    recording = false;
    var all = List.copyOf(passed);
    passed.clear();
    return all;
  }

  @Override
  public void close() {
    programs.forEach(Program::close);
  }

  /** One program: a transport, and a room that keeps what it is told. */
  final class Program implements AutoCloseable {
    final InetSocketAddress address;
    final Identity identity;
    final ActorSystem system;
    final SealedTransport transport;
    final List<String> heard = new CopyOnWriteArrayList<>();
    final List<String> said = new ArrayList<>();
    final List<LinkId> links = new CopyOnWriteArrayList<>();
    final List<String> ends = new CopyOnWriteArrayList<>();

    /** What it sent to others than those who listen. */
    final AtomicLong toStrangers = new AtomicLong();

    final AtomicLong bytesToStrangers = new AtomicLong();

    /** What it sent to those who listen. */
    final AtomicLong handshakes = new AtomicLong();

    final AtomicLong packets = new AtomicLong();
    private final Port port;
    private final LogId log;
    private final ShiftedTime time;
    private final SystemTime machine;
    private int fed;

    Program(String name, InetSocketAddress address) {
      this.address = address;
      machine = new SystemTime(new Threads().virtual(name + "-clock"));
      time = new ShiftedTime(machine);
      system = ActorSystem.builder(name).time(time).open();
      identity = Identity.generate((Entropy) machine);
      log = new LogId(identity.id(), 1);
      port = new Port(this);
      transport = new SealedTransport(port, identity);
    }

    void start() {
      transport.start(new TransportContext(system, identity.id(), this::hears));
    }

    private boolean hears(TransportEvent event) {
      switch (event) {
        case TransportEvent.LinkUp(var link, var origin) -> links.add(link);
        case TransportEvent.LinkDown(var link, var reason) -> ends.add(reason);
        case TransportEvent.Received(var link, Frame.Entries(var entries)) ->
            entries.forEach(entry -> heard.add(entry.text()));
        case TransportEvent.Received received -> {}
        case TransportEvent.Overheard overheard -> throw new AssertionError(overheard);
        case TransportEvent.Writable writable -> {}
        case TransportEvent.Undelivered undelivered -> {}
        case TransportEvent.Suspected suspected -> {}
        case TransportEvent.Recovered recovered -> {}
      }
      return true;
    }

    void connect(Program other) throws UnknownPeerException {
      transport.connect(new PeerAddress("127.0.0.1:" + other.address.getPort()));
      await().until(() -> !links.isEmpty() && !other.links.isEmpty());
    }

    /** Says a line over the first link, as soon as that has room. */
    void say(String text) {
      var id = new EntryId(log, new Sequence(said.size() + 1));
      var entry = new Entry(id, RoomName.LOBBY, Instant.EPOCH, text);
      said.add(text);
      await()
          .until(() ->
              transport.send(links.getFirst(), new Frame.Entries(List.of(entry)))
                  == SendResult.ACCEPTED);
    }

    void leave() {
      transport.disconnect(links.getFirst());
    }

    /** A datagram from an address; now and then the program is let come to rest. */
    void feed(InetSocketAddress from, byte[] bytes) {
      port.owner().received(new Datagram(from, bytes));
      fed++;
      if (fed % BATCH == 0) {
        rest();
      }
    }

    /** Waits until it has handled all that it was told. */
    void rest() {
      await()
          .until(() -> {
            var accounts = system.accounts();
            return accounts.queued() == 0 && accounts.running() == 0;
          });
    }

    /** Its clock jumps. */
    void later(Duration by) {
      time.shift.addAndGet(by.toNanos());
    }

    long count(String counter) {
      return transport.counters().getOrDefault(counter, 0L);
    }

    List<String> actors() {
      return system.actors().stream().map(ActorStatus::name).toList();
    }

    @Override
    public void close() {
      transport.close(DEADLINE);
      system.close();
      machine.close();
    }
  }

  /** A port without a socket. */
  private final class Port implements DatagramPort {
    private final Program program;
    private volatile @Nullable Owner owner;

    Port(Program program) {
      this.program = program;
    }

    @Override
    public void start(Threads threads, Owner hears) {
      owner = hears;
    }

    Owner owner() {
      var hears = owner;
      if (hears == null) {
        throw new IllegalStateException("not started");
      }
      return hears;
    }

    @Override
    public boolean offer(Datagram datagram) {
      var sent = new Passed(program.address, datagram.peer(), datagram.payload());
      if (!hearers.containsKey(sent.to())) {
        program.toStrangers.incrementAndGet();
        program.bytesToStrangers.addAndGet(sent.bytes().length);
        return true;
      }
      (sent.isHandshake() ? program.handshakes : program.packets).incrementAndGet();
      if (recording) {
        passed.add(sent);
      }
      send(sent.from(), sent.to(), sent.bytes());
      return true;
    }

    @Override
    public int localPort() {
      return program.address.getPort();
    }

    @Override
    public SortedMap<String, Long> counters() {
      return new TreeMap<>();
    }

    @Override
    public void close(Duration deadline) {
      hearers.remove(program.address);
    }
  }

  /** The machine's time, and a jump. */
  private record ShiftedTime(Time time, AtomicLong shift) implements Time {
    ShiftedTime(Time time) {
      this(time, new AtomicLong());
    }

    @Override
    public long nanoTime() {
      return time.nanoTime() + shift.get();
    }

    @Override
    public Instant wallTime() {
      return time.wallTime().plusNanos(shift.get());
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      return time.schedule(delay, task);
    }
  }
}
