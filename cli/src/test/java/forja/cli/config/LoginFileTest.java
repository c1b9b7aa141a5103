package forja.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.cli.config.StoredLogin.Renewal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginFileTest {
  private static final URI API = URI.create("https://api:1");

  @TempDir private Path home;

  @Test
  void givesBackWhatWasWritten() {
    var renewal = new Renewal("r", Instant.parse("2026-01-01T00:00:00Z"));
    var certificates = Optional.of(home.resolve("ca.pem"));
    var session = new StoredLogin(API, "t", Optional.of(renewal), certificates);
    var lasting = StoredLogin.lasting(API, "t");

    assertThat(file().read()).isEmpty();
    file().write(session);
    assertThat(file().read()).contains(session);
    file().write(lasting);
    assertThat(file().read()).contains(lasting);
    assertThat(file().remove()).isTrue();
    assertThat(file().remove()).isFalse();
  }

  @Test
  void readsTheLoginOfAnOlderClient() throws IOException {
    Files.writeString(file().path(), "{\"url\":\"https://api:1\",\"token\":\"t\"}");

    assertThat(file().read()).contains(StoredLogin.lasting(API, "t"));
  }

  @Test
  void saysWhenItIsNoLogin() throws IOException {
    Files.writeString(file().path(), "{");

    assertThatThrownBy(() -> file().read())
        .isInstanceOf(Misuse.class)
        .hasMessageContaining("is no login");
  }

  @Test
  void showsNoTokenInItsWords() {
    var renewal = new Renewal("refresh-secret", Instant.EPOCH);
    var login = new StoredLogin(API, "token-secret", Optional.of(renewal), Optional.empty());

    assertThat(login.toString() + renewal).doesNotContain("secret");
  }

  @Test
  void isLockedWithAFileOfItsOwnerOnly() throws IOException {
    assertThat(file().alone(() -> "done")).isEqualTo("done");

    assertThat(Files.getPosixFilePermissions(home.resolve("client.lock")))
        .hasToString("[OWNER_READ, OWNER_WRITE]");
  }

  private LoginFile file() {
    return new LoginFile(home);
  }
}
