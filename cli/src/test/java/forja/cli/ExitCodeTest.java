package forja.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

  @Test
  void tellsTheOutcomeOfAJob() {
    assertThat(ExitCode.ofState("succeeded")).isZero();
    assertThat(ExitCode.ofState("failed")).isEqualTo(1);
    assertThat(ExitCode.ofState("cancelled")).isEqualTo(3);
    assertThat(ExitCode.ofState("running")).isEqualTo(5);
  }

  @Test
  void tellsTheWorstOutcomeOfSeveral() {
    assertThat(ExitCode.ofStates(List.of("succeeded", "succeeded"))).isZero();
    assertThat(ExitCode.ofStates(List.of("cancelled", "failed", "succeeded"))).isEqualTo(1);
    assertThat(ExitCode.ofStates(List.of("cancelled", "running"))).isEqualTo(5);
    assertThat(ExitCode.ofStates(List.of("succeeded", "cancelled"))).isEqualTo(3);
  }
}
