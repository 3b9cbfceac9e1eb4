package dev.parley.integration.conformance;

import dev.parley.core.node.ChatNode;
import dev.parley.core.transport.InProcessNetwork;
import dev.parley.core.transport.PeerAddress;
import java.time.Duration;

/** The README's sample: two nodes of one program talk. */
final class EmbeddingSample {
  private EmbeddingSample() {}

  /** Runs the sample. */
  public static void main(String[] args) throws Exception {
    var network = new InProcessNetwork();
    try (var ann = ChatNode.open(network.transport("ann"));
        var bob = ChatNode.open(network.transport("bob"))) {
      bob.subscribe(event -> System.out.println("bob sees " + event));
      ann.connect(new PeerAddress("bob"));
      System.out.println(ann.say("hello", Duration.ofSeconds(1)));
      ann.flush(Duration.ofSeconds(1));
    }
  }
}
