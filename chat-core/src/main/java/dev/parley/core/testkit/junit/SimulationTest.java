package dev.parley.core.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once for each of many seeds, with a fresh {@link
 * dev.parley.core.testkit.Simulation} as its parameter each time. The first seed that fails ends
 * it; the failure names the seed, and the system property {@value SimulationExtension#SEED} runs
 * that one alone: {@code -Dparley.seed=17}. {@code -Dparley.seeds=100000} runs so many of each
 * test.
 *
 * <p>After each seed the simulation is closed, and every message of its systems must be accounted
 * for. The seeds share the test's instance: what a seed needs it makes in the method.
 *
 * {@snippet lang=java :
 * @SimulationTest(seeds = 1000)
 * void transfer_keepsTheSum(Simulation simulation) {
 *   var bank = simulation.system("bank");
 *   // ...
 * }
 * }
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(SimulationExtension.class)
@SuppressWarnings("exports") // whoever uses this reads JUnit anyway
public @interface SimulationTest {
  /**
   * How many seeds.
   *
   * @return the number; at least 1
   */
  int seeds() default 100;

  /**
   * The first seed; the others follow it.
   *
   * @return the number
   */
  long first() default 1;
}
