package forja.bench;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** How large a benchmark is, what of it is measured, and where its figures go. */
record BenchOptions(
    int jobs,
    List<EnginePart> only,
    boolean quick,
    boolean check,
    Optional<Path> json,
    Optional<Path> profile) {
  private static final int JOBS = 150_000;
  private static final int QUICK_JOBS = 20_000;

  static final String WORDS =
      "[--jobs N] [--only PART,...] [--quick] [--check] [--json FILE] [--profile DIR]";

  static BenchOptions of(List<String> words) {
    var options =
        new BenchOptions(0, EnginePart.all(), false, false, Optional.empty(), Optional.empty());
    for (var rest = words.iterator(); rest.hasNext(); ) {
      options = options.with(rest.next(), rest);
    }
    int standard = options.quick ? QUICK_JOBS : JOBS;
    return options.jobs > 0 ? options : options.withJobs(standard);
  }

  boolean measures(EnginePart part) {
    return only.contains(part);
  }

  private BenchOptions with(String option, Iterator<String> rest) {
    return switch (option) {
      case "--jobs" -> withJobs(number(option, rest));
      case "--only" -> new BenchOptions(jobs, parts(option, rest), quick, check, json, profile);
      case "--quick" -> new BenchOptions(jobs, only, true, check, json, profile);
      case "--check" -> new BenchOptions(jobs, only, quick, true, json, profile);
      case "--json" ->
          new BenchOptions(jobs, only, quick, check, Optional.of(path(option, rest)), profile);
      case "--profile" ->
          new BenchOptions(jobs, only, quick, check, json, Optional.of(path(option, rest)));
      default ->
          throw new Misunderstood("unknown option %s; there are %s".formatted(option, WORDS));
    };
  }

  private BenchOptions withJobs(int number) {
    return new BenchOptions(number, only, quick, check, json, profile);
  }

  /** In their own order, whatever order they are given in. */
  private static List<EnginePart> parts(String option, Iterator<String> rest) {
    var parts = EnumSet.noneOf(EnginePart.class);
    for (var word : value(option, rest).split(",")) {
      parts.add(EnginePart.named(word).orElseThrow(() -> unknownPart(word)));
    }
    return List.copyOf(parts);
  }

  private static Misunderstood unknownPart(String word) {
    var known = EnginePart.all().stream().map(EnginePart::word).toList();
    return new Misunderstood("--only is among %s, found %s".formatted(known, word));
  }

  private static int number(String option, Iterator<String> rest) {
    var value = value(option, rest);
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException _) {
      // The sentence below is the answer to both.
    }
    throw new Misunderstood(option + " is a number above 0, found " + value);
  }

  private static Path path(String option, Iterator<String> rest) {
    return Path.of(value(option, rest)).toAbsolutePath();
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new Misunderstood(option + " needs a value");
    }
    return rest.next();
  }
}
