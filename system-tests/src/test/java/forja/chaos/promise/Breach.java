package forja.chaos.promise;

import java.util.List;
import java.util.stream.Stream;

/** One way in which a promise was broken, and the jobs it happened to. */
public record Breach(String what, List<String> jobs) {

  static Breach of(String what, String... jobs) {
    return new Breach(what, Stream.of(jobs).distinct().toList());
  }
}
