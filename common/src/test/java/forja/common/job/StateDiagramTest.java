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

/** The diagram in the docs and the function in the code are the same. */
class StateDiagramTest {
  private static final Path FLOW = Path.of("..", "docs", "flow.md");
  private static final Pattern EDGE = Pattern.compile(" +([a-z]+) --> ([a-z]+) : ([a-z, -]+)");

  @Test
  void drawsEveryTransitionAndNoOther() throws IOException {
    assertThat(drawn()).isEqualTo(coded());
  }

  private static Set<String> drawn() throws IOException {
    return Files.readAllLines(FLOW).stream()
        .map(EDGE::matcher)
        .filter(edge -> edge.matches())
        .flatMap(edge ->
            Stream.of(edge.group(3).split(", *"))
                .map(change -> arrow(edge.group(1), change, edge.group(2))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> coded() {
    var edges = new TreeSet<String>();
    for (var state : JobState.values()) {
      for (var change : JobChange.values()) {
        state
            .after(change)
            .ifPresent(
                next -> edges.add(arrow(state.wireName(), change.wireName(), next.wireName())));
      }
    }
    return edges;
  }

  private static String arrow(String from, String change, String to) {
    return from + " -" + change + "-> " + to;
  }
}
