package forja.bench.farm;

import java.time.Duration;

/** How long a program took from its spawn until it was of use, and what it then occupied. */
public record StartUp(String program, Duration toReady, Memory memory) {

  static StartUp of(ProgramProcess process) {
    return of(process.name(), process);
  }

  static StartUp of(String program, ProgramProcess process) {
    return new StartUp(program, process.age(), Memory.of(process.pid()));
  }
}
