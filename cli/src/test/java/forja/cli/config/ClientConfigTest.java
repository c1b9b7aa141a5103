package forja.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientConfigTest {
  @TempDir private Path home;

  @Test
  void theNearestAddressWins() {
    var login = new StoredLogin(URI.create("http://stored:1"), "t");
    assertThat(config(Map.of(), "").url()).isEqualTo(URI.create("http://127.0.0.1:8080"));
    config(Map.of(), "").loginFile().write(login);

    assertThat(config(Map.of(), "").url()).isEqualTo(login.url());
    var environment = Map.of("FORJA_URL", "http://variable:2/");
    assertThat(config(environment, "").url()).isEqualTo(URI.create("http://variable:2"));
    assertThat(config(environment, "option:3").url()).isEqualTo(URI.create("http://option:3"));
  }

  @Test
  void aStoredTokenGoesOnlyWhereItBelongs() {
    config(Map.of(), "").loginFile().write(new StoredLogin(URI.create("http://stored:1"), "t"));

    assertThat(config(Map.of(), "").token()).contains("t");
    assertThat(config(Map.of(), "http://evil:1").token()).isEmpty();
    assertThat(config(Map.of("FORJA_TOKEN", "given"), "http://evil:1").token()).contains("given");
  }

  @Test
  void theAdministratorTokenStaysOnThisMachine() throws IOException {
    var data = Files.createDirectories(home.resolve("data"));
    Files.writeString(data.resolve("admin.token"), "secret\n");
    var environment = Map.of("FORJA_DATA", data.toString());

    assertThat(config(environment, "").token()).contains("secret");
    assertThat(config(environment, "http://[::1]:8080").token()).contains("secret");
    assertThat(config(environment, "http://127.0.0.1.evil:80").token()).isEmpty();
    assertThat(config(environment, "http://127.0.0.1@evil:80").token()).isEmpty();
    assertThat(config(Map.of(), "").token()).isEmpty();
  }

  @Test
  void aFarmOnThisMachineIsFoundWhereverItListens() throws IOException {
    var data = Files.createDirectories(home.resolve(".forja"));
    Files.writeString(data.resolve("api.address"), "http://127.0.0.1:4711\n");

    assertThat(config(Map.of(), "").url()).isEqualTo(URI.create("http://127.0.0.1:4711"));
  }

  @Test
  void whatIsNoAddressIsRefused() {
    assertThatThrownBy(() -> config(Map.of(), "ftp://x").url()).isInstanceOf(Misuse.class);
    assertThatThrownBy(() -> config(Map.of(), "http://").url()).isInstanceOf(Misuse.class);
    assertThatThrownBy(() -> config(Map.of(), "a b").url()).isInstanceOf(Misuse.class);
  }

  private ClientConfig config(Map<String, String> environment, String url) {
    return new ClientConfig(environment, home, Optional.of(url).filter(text -> !text.isEmpty()));
  }
}
