package dev.parley.core.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.actor.ActorRef;
import dev.parley.core.testkit.Simulation;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class SeedsTest {

  @Test
  void run_findsABugThatDependsOnTheOrder() {
    assertThatThrownBy(() -> new Seeds(1, 200).run(SeedsTest::transferByTwo))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed ")
        .hasMessageContaining("-Dparley.seed=")
        .hasCauseInstanceOf(AssertionError.class);
  }

  /** The planted bug: the second teller takes it for granted that the first was there before. */
  private static void transferByTwo(Simulation simulation) {
    var heard = new ArrayList<String>();
    var system = simulation.system("bank");
    ActorRef<String> account = system.spawn("account", (message, context) -> heard.add(message));
    ActorRef<String> payIn = system.spawn("pay-in", (message, context) -> account.tell(message));
    ActorRef<String> payOut = system.spawn("pay-out", (message, context) -> account.tell(message));
    payIn.tell("in");
    payOut.tell("out");
    simulation.settle();
    assertThat(heard).containsExactly("in", "out");
  }

  @Test
  void run_stopsAtTheFirstSeedThatFails_andNamesIt() {
    var seen = new ArrayList<Long>();
    var cause = new IllegalArgumentException("planted");
    assertThatThrownBy(() ->
            new Seeds(11, 100)
                .run(simulation -> {
                  seen.add(simulation.seed());
                  if (simulation.seed() == 17) {
                    throw cause;
                  }
                }))
        .hasMessageContaining("seed 17")
        .hasMessageContaining("-Dparley.seed=17")
        .cause()
        .isSameAs(cause);
    assertThat(seen).containsExactly(11L, 12L, 13L, 14L, 15L, 16L, 17L);
  }

  @SimulationTest(seeds = 3, first = 5)
  void chosen_withAProperty_isThatSeedAlone(Simulation simulation)
      throws ReflectiveOperationException {
    var test =
        SeedsTest.class
            .getDeclaredMethod("chosen_withAProperty_isThatSeedAlone", Simulation.class)
            .getAnnotation(SimulationTest.class);
    assertThat(Seeds.chosen("17", "9", test)).isEqualTo(new Seeds(17, 1));
    assertThat(Seeds.chosen(null, "9", test)).isEqualTo(new Seeds(5, 9));
    assertThat(Seeds.chosen(null, null, test)).isEqualTo(new Seeds(5, 3));
    assertThat(simulation.seed()).isPositive();
  }
}
