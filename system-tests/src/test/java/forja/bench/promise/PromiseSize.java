package forja.bench.promise;

import java.time.Duration;

/** How often and how much each promise is tried. */
record PromiseSize(
    Duration warmUp,
    int starts,
    int crowd,
    int talkers,
    int lines,
    int queuedBeforeFair,
    int fairRounds,
    int neighbourJobs,
    int customers,
    int jobsEach,
    int trees,
    int treeRounds,
    int deaths,
    int freezes,
    int jobsPerDeath,
    int lockedJobs,
    int backlog,
    Duration steady) {

  static PromiseSize of(PromiseOptions options) {
    return options.quick() ? quick() : full();
  }

  private static PromiseSize full() {
    return new PromiseSize(
        Duration.ofSeconds(20),
        500,
        100_000,
        8,
        100,
        20_000,
        30,
        100,
        50,
        1_000,
        100,
        3,
        5,
        3,
        20,
        10_000,
        1_000_000,
        Duration.ofSeconds(20));
  }

  private static PromiseSize quick() {
    return new PromiseSize(
        Duration.ofSeconds(3),
        60,
        10_000,
        4,
        30,
        2_000,
        5,
        15,
        20,
        300,
        20,
        1,
        1,
        1,
        10,
        500,
        50_000,
        Duration.ofSeconds(4));
  }
}
