package dev.parley.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbeTest {

  @Test
  void received_isWhatWasTold() {
    try (var simulation = Simulation.of(1)) {
      var probe = Probe.<Integer>in(simulation.system("probing"), "probe");
      probe.ref().tell(1);
      assertThat(probe.received()).isEmpty();
      probe.ref().tell(2);
      simulation.settle();
      assertThat(probe.received()).containsExactly(1, 2);
      assertThat(probe.ref().name()).isEqualTo("probe");
    }
  }
}
