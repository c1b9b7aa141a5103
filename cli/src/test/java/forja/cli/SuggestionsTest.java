package forja.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

  @Test
  void countsAddedDroppedChangedAndSwappedLetters() {
    assertThat(Suggestions.distance("watch", "watch")).isZero();
    assertThat(Suggestions.distance("wacth", "watch")).isEqualTo(1);
    assertThat(Suggestions.distance("", "job")).isEqualTo(3);
    assertThat(Suggestions.distance("jos", "jobs")).isEqualTo(1);
  }

  @Test
  void nearestFirstAndNothingFarAway() {
    var known = List.of("job", "jobs", "log", "workers");

    assertThat(Suggestions.near("jbos", known)).containsExactly("jobs");
    assertThat(Suggestions.near("work", known)).containsExactly("workers");
    assertThat(Suggestions.near("deploy", known)).isEmpty();
  }
}
