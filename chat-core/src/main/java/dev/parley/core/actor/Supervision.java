package dev.parley.core.actor;

import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of an actor that fails, by the type of what it threw. Immutable.
 *
 * <p>The first rule whose type fits decides. Without one, an exception gets the directive that the
 * supervision was made with, and an {@link Error} ends the actor: it says that something is wrong
 * that no new state cures.
 *
 * {@snippet lang=java :
 * var supervision =
 *     Supervision.of(new Directive.Restart(3, Duration.ofSeconds(10)))
 *         .when(IllegalArgumentException.class, new Directive.Resume());
 * }
 */
public final class Supervision {
  /** Ends the actor, whatever it threw. */
  public static final Supervision STOP = of(new Directive.Stop());

  private final Directive otherwise;
  private final List<Rule> rules;

  private record Rule(Class<? extends Throwable> type, Directive directive) {}

  private Supervision(Directive otherwise, List<Rule> rules) {
    this.otherwise = otherwise;
    this.rules = rules;
  }

  /**
   * Makes a supervision with one directive for all exceptions.
   *
   * @param otherwise what becomes of an actor when no rule fits
   * @return the supervision
   */
  public static Supervision of(Directive otherwise) {
    return new Supervision(otherwise, List.of());
  }

  /**
   * Adds a rule behind those that are there.
   *
   * @param type what is thrown; its subtypes too
   * @param directive what becomes of the actor then
   * @return a supervision with the rule
   * @throws IllegalArgumentException if an earlier rule covers the type, so that this one could
   *     never decide
   */
  public Supervision when(Class<? extends Throwable> type, Directive directive) {
    for (var rule : rules) {
      if (rule.type.isAssignableFrom(type)) {
        throw new IllegalArgumentException(
            "the rule for " + rule.type.getName() + " covers " + type.getName() + " already");
      }
    }
    var more = new ArrayList<>(rules);
    more.add(new Rule(type, directive));
    return new Supervision(otherwise, List.copyOf(more));
  }

  Directive decide(Throwable failure) {
    for (var rule : rules) {
      if (rule.type.isInstance(failure)) {
        return rule.directive;
      }
    }
    return failure instanceof Error ? new Directive.Stop() : otherwise;
  }
}
