package forja.standalone;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.routes.program.CannotStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurabilityCheckTest {

  @Test
  void letsADatabaseRunThatKeepsWhatItAccepts() {
    assertThatCode(() -> DurabilityCheck.require(_ -> "on")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes"})
  void refusesOneThatDoesNot(String setting) {
    assertThatThrownBy(() -> DurabilityCheck.require(name -> name.equals(setting) ? "off" : "on"))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining(setting + " = off");
  }
}
