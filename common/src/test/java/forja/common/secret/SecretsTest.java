package forja.common.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsTest {

  @Test
  void areThereUntilTheyAreWiped() {
    var value = "hunter22".getBytes(UTF_8);
    var secrets = new Secrets(new HashMap<>(Map.of("db", value)));

    assertThat(secrets.text("db")).isEqualTo("hunter22");
    assertThat(secrets.bytes("db")).isEqualTo(value).isNotSameAs(value);

    secrets.close();

    assertThat(value).containsOnly(0);
    assertThatIllegalStateException()
        .isThrownBy(() -> secrets.text("db"))
        .withMessage("there is no secret db any more");
  }

  @Test
  void showTheirNamesAlone() {
    assertThat(new Secrets(Map.of("db", "hunter22".getBytes(UTF_8))).toString())
        .isEqualTo("secrets [db]");
  }

  @Test
  void doNotKnowWhatWasNotAskedFor() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Secrets.NONE.text("db"))
        .withMessage("there is no secret db");
  }
}
