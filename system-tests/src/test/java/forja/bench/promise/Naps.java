package forja.bench.promise;

import java.time.Duration;

/** Jobs that take their time and do nothing else, as they are handed in. */
final class Naps {
  static final Duration USUAL = Duration.ofMillis(200);

  private Naps() {}

  static String of(Duration duration, String pool) {
    return "{\"kind\":\"farm.sleep\",\"spec\":{\"for\":\"%s\"},\"pool\":\"%s\"}"
        .formatted(duration, pool);
  }
}
