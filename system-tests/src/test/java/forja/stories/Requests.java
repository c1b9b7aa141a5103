package forja.stories;

import java.util.Collections;
import java.util.List;

/** Requests that stories hand in by the hundred. */
final class Requests {
  static final String PING = "{\"kind\":\"farm.ping\"}";

  private Requests() {}

  static List<String> pings(int count) {
    return Collections.nCopies(count, PING);
  }

  static List<String> naps(int count, String duration, String pool) {
    return Collections.nCopies(count, nap(duration, pool));
  }

  static String nap(String duration, String pool) {
    return "{\"kind\":\"farm.sleep\",\"spec\":{\"for\":\"%s\"},\"pool\":\"%s\"}"
        .formatted(duration, pool);
  }
}
