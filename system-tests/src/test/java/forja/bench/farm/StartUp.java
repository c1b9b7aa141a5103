package forja.bench.farm;

import java.io.IOException;
import java.time.Duration;

/** How long a program took from its spawn until it was of use, and what it then occupied. */
public record StartUp(String program, Duration toReady, Memory memory) {

  static StartUp of(ProgramProcess process) {
    return new StartUp(process.name(), process.age(), Memory.of(process.pid()));
  }

  /** Of a program that keeps a database. */
  static StartUp of(String program, ProgramProcess process, Postmaster postmaster)
      throws IOException {
    var toReady = process.age();
    var database = postmaster.process().orElseThrow();
    return new StartUp(program, toReady, Memory.of(process.pid(), database));
  }
}
