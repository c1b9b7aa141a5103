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
    var login = StoredLogin.lasting(URI.create("http://stored:1"), "t");
    assertThat(config(Map.of(), "").url()).isEqualTo(URI.create("http://127.0.0.1:8080"));
    config(Map.of(), "").loginFile().write(login);

    assertThat(config(Map.of(), "").url()).isEqualTo(login.url());
    var environment = Map.of("FORJA_URL", "http://variable:2/");
    assertThat(config(environment, "").url()).isEqualTo(URI.create("http://variable:2"));
    assertThat(config(environment, "option:3").url()).isEqualTo(URI.create("http://option:3"));
  }

  @Test
  void aStoredTokenGoesOnlyWhereItBelongs() {
    var stored = URI.create("http://stored:1");
    config(Map.of(), "").loginFile().write(StoredLogin.lasting(stored, "t"));

    var config = config(Map.of(), "");
    assertThat(config.loginAt(stored).map(StoredLogin::token)).contains("t");
    assertThat(config.loginAt(URI.create("http://evil:1"))).isEmpty();
    assertThat(config(Map.of("FORJA_TOKEN", "given"), "").givenToken()).contains("given");
  }

  @Test
  void theAdministratorTokenStaysOnThisMachine() throws IOException {
    var data = Files.createDirectories(home.resolve("data"));
    Files.writeString(data.resolve("admin.token"), "secret\n");
    var config = config(Map.of("FORJA_DATA", data.toString()), "");

    assertThat(config.adminTokenFor(config.url())).contains("secret");
    assertThat(config.adminTokenFor(URI.create("https://[::1]:8080"))).contains("secret");
    assertThat(config.adminTokenFor(URI.create("http://127.0.0.1.evil:80"))).isEmpty();
    assertThat(config.adminTokenFor(URI.create("http://127.0.0.1@evil:80"))).isEmpty();
    assertThat(config(Map.of(), "").adminTokenFor(config.url())).isEmpty();
  }

  @Test
  void theOptionGoesBeforeTheEnvironmentWhenACustomerIsNamed() {
    var environment = Map.of("FORJA_CUSTOMER", "acme");
    var given = new ClientConfig.Given(null, "other", null);

    assertThat(config(Map.of(), "").customer()).isEmpty();
    assertThat(config(environment, "").customer()).contains("acme");
    assertThat(new ClientConfig(environment, home, given).customer()).contains("other");
    assertThatThrownBy(() -> config(Map.of("FORJA_CUSTOMER", "Ac me"), "").customer())
        .isInstanceOf(Misuse.class)
        .hasMessageContaining("no name of a customer: Ac me");
  }

  @Test
  void aLoginKeepsWhomToTrustForItsOwnAddressOnly() {
    var stored = URI.create("https://stored:1");
    var elsewhere = URI.create("https://elsewhere:1");
    var login = StoredLogin.lasting(stored, "t").trusting(Optional.of(home.resolve("ca.pem")));
    config(Map.of(), "").loginFile().write(login);

    assertThat(config(Map.of(), "").certificatesFor(stored)).contains(home.resolve("ca.pem"));
    assertThat(config(Map.of(), "").certificatesFor(elsewhere)).isEmpty();
    var environment = Map.of("FORJA_CA", home.resolve("other.pem").toString());
    assertThat(config(environment, "").certificatesFor(stored)).contains(home.resolve("other.pem"));
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
    var given = url.isEmpty() ? ClientConfig.Given.NOTHING : ClientConfig.Given.url(url);
    return new ClientConfig(environment, home, given);
  }
}
