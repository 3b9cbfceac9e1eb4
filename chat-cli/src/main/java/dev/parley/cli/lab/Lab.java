package dev.parley.cli.lab;

import java.util.List;
import java.util.Optional;

/** One experiment. */
public interface Lab {
  /**
   * What it is called on the command line.
   *
   * @return one lower-case word
   */
  String name();

  /**
   * What it is about.
   *
   * @return one sentence
   */
  String lesson();

  /**
   * Does it. Leaves nothing behind, interrupted or not.
   *
   * @param equipment what it works with
   * @param notes where it says what it does, and what came out
   * @throws InterruptedException if the thread is interrupted
   */
  void run(Equipment equipment, Notes notes) throws InterruptedException;

  /**
   * All experiments.
   *
   * @return in the order in which they are best done
   */
  static List<Lab> all() {
    return List.of(
        new ArgvLab(),
        new BlockingLab(),
        new ThreadsLab(),
        new OrderLab(),
        new ParallelLab(),
        new JoinLab(),
        new DaemonLab(),
        new OwnThreadLab(),
        new RaceLab(),
        new MutexLab(),
        new DeadlockLab(),
        new FinallyLab(),
        new HttpLab(),
        new LanLab(),
        new GameLab());
  }

  /**
   * Finds an experiment.
   *
   * @param name what it is called
   * @return the experiment, if there is one of that name
   */
  static Optional<Lab> named(String name) {
    return all().stream().filter(lab -> lab.name().equals(name)).findFirst();
  }
}
