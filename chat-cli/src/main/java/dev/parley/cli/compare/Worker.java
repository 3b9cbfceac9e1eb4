package dev.parley.cli.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** What a child JVM runs: it does the scenarios that its parent asks for, one after the other. */
final class Worker {
  private Worker() {}

  /** Takes the contestant and whether the run is quick; reads a scenario's number a line. */
  public static void main(String[] args) throws IOException, InterruptedException {
    var contestant = Contestant.valueOf(args[0]);
    var scenarios = Scenario.all(Boolean.parseBoolean(args[1]));
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(Trial.run(contestant, scenarios.get(Integer.parseInt(line))).json());
    }
    System.exit(0);
  }
}
