package forja.bench.figure;

import org.jspecify.annotations.Nullable;

/** One thing that was measured: how it spread, and what of it was promised. */
public record Finding(String what, @Nullable Latency spread, @Nullable Floor floor) {

  public static Finding noted(Latency spread) {
    return new Finding(spread.what(), spread, null);
  }

  /** The promise is about the 99th of a hundred. */
  public static Finding p99AtMost(double millis, Latency spread) {
    return new Finding(spread.what(), spread, Floor.atMost("p99 ms", millis, spread.p99()));
  }

  public static Finding p95AtMost(double millis, Latency spread) {
    return new Finding(spread.what(), spread, Floor.atMost("p95 ms", millis, spread.p95()));
  }

  public static Finding atMost(String what, double promised, double found) {
    return new Finding(what, null, Floor.atMost("at most", promised, found));
  }

  public static Finding atLeast(String what, double promised, double found) {
    return new Finding(what, null, Floor.atLeast("at least", promised, found));
  }

  public boolean isKept() {
    return floor == null || floor.met();
  }
}
