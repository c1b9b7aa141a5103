package forja.bench.api;

import java.time.Duration;

/** How often and how long each way of asking is measured, on how many connections. */
record ApiSize(int rounds, Duration warmUp, Duration turn, int jobs, int connections) {

  static ApiSize of(ApiOptions options) {
    return options.quick()
        ? new ApiSize(3, Duration.ofSeconds(2), Duration.ofSeconds(1), 100, 16)
        : new ApiSize(8, Duration.ofSeconds(10), Duration.ofSeconds(4), 500, 16);
  }
}
