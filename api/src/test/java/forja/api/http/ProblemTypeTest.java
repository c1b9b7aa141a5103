package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProblemTypeTest {
  private static final Path PAGE = Path.of("..", "docs", "problems.md");

  @Test
  void isListedInTheDocsWithItsStatusAndMeaning() throws IOException {
    var rows = Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `")).toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Stream.of(ProblemType.values()).map(ProblemTypeTest::row).toList());
  }

  @Test
  void hasASlugThatIsAWord() {
    assertThat(ProblemType.values()).allSatisfy(type -> assertThat(type.slug()).matches("[a-z-]+"));
  }

  private static String row(ProblemType type) {
    return "| `%s` | %d | %s. %s |"
        .formatted(type.slug(), type.status(), type.title(), type.meaning());
  }
}
