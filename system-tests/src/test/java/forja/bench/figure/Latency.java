package forja.bench.figure;

import java.time.Duration;
import java.util.List;

/** How long something took, of so many times, in milliseconds. */
public record Latency(String what, int times, double p50, double p95, double p99, double longest) {
  private static final double NANOS_OF_A_MILLISECOND = 1e6;

  public static Latency of(String what, List<Duration> took) {
    var sorted = took.stream().sorted().toList();
    return new Latency(
        what,
        sorted.size(),
        percentile(sorted, 0.50),
        percentile(sorted, 0.95),
        percentile(sorted, 0.99),
        percentile(sorted, 1));
  }

  private static double percentile(List<Duration> sorted, double share) {
    int place = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.get(Math.max(0, place)).toNanos() / NANOS_OF_A_MILLISECOND;
  }
}
