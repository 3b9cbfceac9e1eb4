package dev.parley.integration.speed;

import java.io.IOException;
import java.nio.file.Files;

/**
 * Runs everything and writes the table of the sealed link's speed. CONTRIBUTING has the command.
 *
 * <p>It goes several times over all contestants, and each has new processes every time: so slow
 * phases of the machine fall on all of them alike.
 */
final class SpeedTable {
  /** The file with the table, in the folder for results. */
  static final String TABLE = "link-speed.md";

  /** The file with every figure. */
  static final String FIGURES = "link-speed.json";

  private final Settings settings;

  SpeedTable(Settings settings) {
    this.settings = settings;
  }

  /** Runs what the system properties ask for. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var settings = Settings.fromProperties();
    new SpeedTable(settings).run();
    System.out.print(Files.readString(settings.output().resolve(TABLE)));
  }

  void run() throws IOException, InterruptedException {
    Files.createDirectories(settings.output());
    try (var commands = Commands.prepare()) {
      var scores = new Scores();
      var report =
          new Report(settings, scores, commands.rival().isEmpty() ? "no" : commands.compiler());
      for (int pass = 1; pass <= settings.passes(); pass++) {
        for (var contestant : Contestant.all(settings, commands)) {
          var figures = Run.of(contestant);
          System.out.printf("pass %d, %s: %s%n", pass, contestant.name(), figures);
          scores.add(new Scores.Pass(pass, contestant.name(), figures));
        }
        report.write(settings.output().resolve(TABLE), settings.output().resolve(FIGURES));
      }
    }
  }
}
