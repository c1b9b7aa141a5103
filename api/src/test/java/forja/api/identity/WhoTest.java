package forja.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhoTest {
  @Test
  void isReadAsItWasWritten() {
    assertThat(Who.of(Who.ofUser("anna"))).isEqualTo(new Who(Optional.of("anna"), false));
    assertThat(Who.of(Who.ofToken(Optional.of("anna"), "ci")))
        .isEqualTo(new Who(Optional.of("anna"), true));
    assertThat(Who.of(Who.ofToken(Optional.empty(), "ci")))
        .isEqualTo(new Who(Optional.empty(), true));
    assertThat(Who.of("admin")).isEqualTo(new Who(Optional.empty(), false));
    assertThat(Who.of("user:admin")).isEqualTo(new Who(Optional.of("admin"), false));
  }
}
