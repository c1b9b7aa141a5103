package forja.common.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an operator looks up is what the code says. */
class FailureCodesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern MADE =
      Pattern.compile("(?:Outcome\\.failed|new Failure)\\(\\s*[^,\"]+,\\s*\"([^\"]+)\"");
  private static final Pattern LISTED = Pattern.compile("(?m)^\\| `([a-z-]+\\.[a-z-]+)` \\|");

  @Test
  void areAllListedAndNoOther() throws IOException {
    var listed = found(LISTED, Files.readString(ROOT.resolve("docs/failures.md")));

    assertThat(listed).isEqualTo(made());
  }

  @Test
  void nameASystemAndWhatHappenedToIt() throws IOException {
    assertThat(made()).isNotEmpty().allMatch(code -> code.matches("[a-z]+\\.[a-z]+(-[a-z]+)*"));
  }

  private static Set<String> made() throws IOException {
    var codes = new TreeSet<String>();
    for (var module : Set.of("common", "routes", "worker", "api")) {
      try (var files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (var source : files.filter(file -> file.toString().endsWith(".java")).toList()) {
          codes.addAll(found(MADE, Files.readString(source)));
        }
      }
    }
    return codes;
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .flatMap(match -> Stream.of(match.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
