package forja.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.routes.program.CannotStart;
import forja.routes.tls.TlsFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an api process makes of its options. */
class ApiConfigTest {
  @TempDir Path data;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(data.resolve("credentials"));
    Files.writeString(
        data.resolve("credentials/database.credential"),
        "{\"user\":\"ledger\",\"password\":\"secret\"}");
  }

  private ApiConfig read(String words) {
    var all = new ArrayList<>(List.of("--database", "jdbc:postgresql://db:5432/forja"));
    if (!words.isEmpty()) {
      all.addAll(List.of(words.split(" ")));
    }
    return ApiConfig.read(all, Map.of("FORJA_DATA", data.toString()));
  }

  @Test
  void listensOnThisMachineAloneByDefault() {
    var config = read("");

    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.address(8080)).isEqualTo(URI.create("http://127.0.0.1:8080"));
    assertThat(config.tokenFile()).isEqualTo(data.resolve("admin.token"));
    assertThat(config.transport())
        .isEqualTo(new TransportConfig(Optional.empty(), List.of(), List.of(), 200));
  }

  @Test
  void takesEveryOptionOfTheTransport() {
    var config =
        read(
            "--bind 0.0.0.0 --port 8443 --time-to-live PT20S --tls-certificate /etc/tls/c.pem"
                + " --tls-key /etc/tls/k.pem --trusted-proxies 10.0.0.0/8,192.0.2.1"
                + " --cors-origins https://a.example,https://b.example --rate-limit 50");

    assertThat(config.transport())
        .isEqualTo(
            new TransportConfig(
                Optional.of(new TlsFiles(Path.of("/etc/tls/c.pem"), Path.of("/etc/tls/k.pem"))),
                List.of("10.0.0.0/8", "192.0.2.1"),
                List.of("https://a.example", "https://b.example"),
                50));
    assertThat(config.timeToLive()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.address(8443)).isEqualTo(URI.create("https://localhost:8443"));
  }

  @Test
  void listensElsewhereOnlyWithTlsOrWhenAskedTwice() {
    assertThatThrownBy(() -> read("--bind 0.0.0.0"))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("--tls-certificate")
        .hasMessageContaining("--allow-plain-http");
    assertThat(read("--bind 192.0.2.1 --allow-plain-http yes").address(1))
        .isEqualTo(URI.create("http://192.0.2.1:1"));
    assertThat(read("--bind :: --allow-plain-http yes").address(1))
        .isEqualTo(URI.create("http://127.0.0.1:1"));
    assertThat(read("--bind 2001:db8::1 --allow-plain-http yes").address(1))
        .isEqualTo(URI.create("http://[2001:db8::1]:1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--tls-key k.pem",
        "--tls-certificate c.pem",
        "--rate-limit -1",
        "--rate-limit many",
        "--cors-origin https://a.example"
      })
  void refusesWhatItDoesNotUnderstand(String words) {
    assertThatThrownBy(() -> read(words))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining(words.split(" ")[0]);
  }
}
