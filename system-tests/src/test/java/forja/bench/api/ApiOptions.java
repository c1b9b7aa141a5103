package forja.bench.api;

import forja.bench.Misunderstood;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** How thoroughly the api is measured, and where the figures go. */
public record ApiOptions(boolean quick, boolean check, Optional<Path> json) {
  public static final String WORDS = "[--quick] [--check] [--json FILE]";

  public static ApiOptions of(List<String> words) {
    var options = new ApiOptions(false, false, Optional.empty());
    for (var rest = words.iterator(); rest.hasNext(); ) {
      options = options.with(rest.next(), rest);
    }
    return options;
  }

  private ApiOptions with(String option, Iterator<String> rest) {
    return switch (option) {
      case "--quick" -> new ApiOptions(true, check, json);
      case "--check" -> new ApiOptions(quick, true, json);
      case "--json" -> {
        if (!rest.hasNext()) {
          throw new Misunderstood(option + " needs a value");
        }
        yield new ApiOptions(quick, check, Optional.of(Path.of(rest.next()).toAbsolutePath()));
      }
      default ->
          throw new Misunderstood("unknown option %s; there are %s".formatted(option, WORDS));
    };
  }
}
