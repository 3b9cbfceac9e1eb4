package dev.parley.integration.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A peer that dies costs what is sent to it meanwhile, and nothing else. */
@Timeout(60)
final class PeerDeathIT {
  @TempDir private Path home;

  private static void say(Foreign.Talking foreign, String text) throws IOException {
    foreign.input().write((text + "\n").getBytes(UTF_8));
    foreign.input().flush();
  }

  @ParameterizedTest
  @EnumSource
  void chat_goesOnWithTheNextOne_andWithTheSameOneReborn(Foreign program) throws Exception {
    int own = UdpPeer.freePort();
    try (var parley = ParleyProcess.start(home, "0", "--plain", "--listen", "--stats")) {
      int port = parley.port();
      try (var dies = program.start(own, port, UTF_8)) {
        say(dies, "hello");
        parley.awaitOut(1);
        dies.process().destroyForcibly().waitFor();
      }
      // Nobody is there now: the kernel answers each of these with "port unreachable".
      for (int i = 0; i < 100; i++) {
        parley.type("anybody there? " + i + "\n");
      }
      try (var next = UdpPeer.open()) {
        next.send(port, "I am");
        assertThat(parley.awaitOut(2).getLast()).isEqualTo(next.address() + " (stranger): I am");
      }
      try (var reborn = program.start(own, port, UTF_8)) {
        say(reborn, "back again");
        assertThat(parley.awaitOut(3).getLast()).isEqualTo("127.0.0.1:" + own + ": back again");
        parley.type("welcome back\n");
        await()
            .atMost(ParleyProcess.PATIENCE)
            .until(() -> reborn.out().lines().contains("welcome back"));
      }
      parley.signal("TERM");

      assertThat(parley.exitCode()).isEqualTo(143);
      assertThat(parley.err().all())
          .contains("room.said.accepted 101", "udp.sent.datagrams 101")
          .noneMatch(line -> line.startsWith("parley: line"));
    }
  }
}
