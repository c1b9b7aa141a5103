package forja.bench.promise;

import forja.bench.Misunderstood;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Which promises are measured, how thoroughly, and where the figures go. */
public record PromiseOptions(
    List<PromisePart> only, boolean quick, boolean check, boolean resume, Optional<Path> json) {
  public static final String WORDS =
      "[--only PART,...] [--quick] [--check] [--json FILE [--resume]]";

  public static PromiseOptions of(List<String> words) {
    var options = new PromiseOptions(PromisePart.all(), false, false, false, Optional.empty());
    for (var rest = words.iterator(); rest.hasNext(); ) {
      options = options.with(rest.next(), rest);
    }
    if (options.resume && options.json.isEmpty()) {
      throw new Misunderstood("--resume needs --json, where the earlier figures are");
    }
    return options;
  }

  private PromiseOptions with(String option, Iterator<String> rest) {
    return switch (option) {
      case "--only" -> new PromiseOptions(parts(value(option, rest)), quick, check, resume, json);
      case "--quick" -> new PromiseOptions(only, true, check, resume, json);
      case "--check" -> new PromiseOptions(only, quick, true, resume, json);
      case "--resume" -> new PromiseOptions(only, quick, check, true, json);
      case "--json" -> {
        var file = Path.of(value(option, rest)).toAbsolutePath();
        yield new PromiseOptions(only, quick, check, resume, Optional.of(file));
      }
      default ->
          throw new Misunderstood("unknown option %s; there are %s".formatted(option, WORDS));
    };
  }

  /** In their own order, whatever order they are given in. */
  private static List<PromisePart> parts(String words) {
    var parts = EnumSet.noneOf(PromisePart.class);
    for (var word : words.split(",")) {
      parts.add(PromisePart.named(word).orElseThrow(() -> unknownPart(word)));
    }
    return List.copyOf(parts);
  }

  private static Misunderstood unknownPart(String word) {
    var known = PromisePart.all().stream().map(PromisePart::word).toList();
    return new Misunderstood("--only is among %s, found %s".formatted(known, word));
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new Misunderstood(option + " needs a value");
    }
    return rest.next();
  }
}
