package forja.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.routes.program.CannotStart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneConfigTest {

  @Test
  void livesInTheHomeFolderByDefault() {
    var home = Path.of(System.getProperty("user.home"), ".forja");

    assertThat(StandaloneConfig.read(List.of(), Map.of()))
        .isEqualTo(new StandaloneConfig(home, 8080, 61616, Duration.ofNanos(100_000), List.of()));
  }

  @Test
  void livesWhereTheEnvironmentSays() {
    assertThat(StandaloneConfig.read(List.of(), Map.of("FORJA_DATA", "/srv/forja")).data())
        .isEqualTo(Path.of("/srv/forja"));
  }

  @Test
  void takesEveryOption() {
    var words = "--data /srv/farm --port 0 --broker-port 5672 --journal-buffer-timeout PT0.001S";

    assertThat(StandaloneConfig.read(List.of(words.split(" ")), Map.of("FORJA_DATA", "/srv/forja")))
        .isEqualTo(
            new StandaloneConfig(Path.of("/srv/farm"), 0, 5672, Duration.ofMillis(1), List.of()));
  }

  @Test
  void handsOnWhatIsForTheApi() {
    var words = "--rate-limit 0 --port 0 --bind 0.0.0.0 --tls-certificate c.pem --tls-key k.pem";

    assertThat(StandaloneConfig.read(List.of(words.split(" ")), Map.of()).http())
        .containsExactly(
            "--bind",
            "0.0.0.0",
            "--rate-limit",
            "0",
            "--tls-certificate",
            "c.pem",
            "--tls-key",
            "k.pem");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--prot 1",
        "--port",
        "--port x",
        "--port 65536",
        "--broker-port -1",
        "--journal-buffer-timeout 1ms"
      })
  void refusesWhatItDoesNotUnderstand(String words) {
    assertThatThrownBy(() -> StandaloneConfig.read(List.of(words.split(" ")), Map.of()))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining(words.split(" ")[0]);
  }
}
