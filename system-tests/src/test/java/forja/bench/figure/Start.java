package forja.bench.figure;

import forja.bench.farm.StartUp;

/** How long a program took to start, in milliseconds, and what it then occupied, in megabytes. */
public record Start(String program, double toReady, double resident, double database) {

  public static Start of(StartUp startUp) {
    return new Start(
        startUp.program(),
        startUp.toReady().toMillis(),
        startUp.memory().program(),
        startUp.memory().database());
  }
}
