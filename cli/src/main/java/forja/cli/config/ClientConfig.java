package forja.cli.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the api is and which token it gets, from options, environment, login and data directory.
 */
public final class ClientConfig {
  private static final URI DEFAULT_URL = URI.create("http://127.0.0.1:8080");
  private static final Set<String> OWN_MACHINE = Set.of("localhost", "[::1]");

  private final Map<String, String> environment;
  private final Path home;
  private final Optional<String> urlOption;

  public ClientConfig(Map<String, String> environment, Path home, Optional<String> urlOption) {
    this.environment = environment;
    this.home = home;
    this.urlOption = urlOption;
  }

  public URI url() {
    return urlOption
        .or(() -> variable("FORJA_URL"))
        .map(ClientConfig::address)
        .or(() -> login().map(StoredLogin::url))
        .orElseGet(this::localUrl);
  }

  /** The option and the environment only: a login does not say where the next login goes. */
  public URI urlForLogin() {
    return urlOption.or(() -> variable("FORJA_URL")).map(ClientConfig::address).orElse(DEFAULT_URL);
  }

  /**
   * A stored token goes only to the address that it was stored for, and the administrator token of
   * this machine's data directory only to this machine: another address must not learn them.
   */
  public Optional<String> token() {
    var url = url();
    return givenToken()
        .or(() -> login().filter(login -> login.url().equals(url)).map(StoredLogin::token))
        .or(() -> isOwnMachine(url) ? adminToken() : Optional.empty());
  }

  public Optional<String> givenToken() {
    return variable("FORJA_TOKEN");
  }

  public Path directory() {
    return variable("XDG_CONFIG_HOME")
        .map(Path::of)
        .orElse(home.resolve(".config"))
        .resolve("forja");
  }

  public LoginFile loginFile() {
    return new LoginFile(directory());
  }

  public LastJob lastJob() {
    return new LastJob(directory());
  }

  private Optional<StoredLogin> login() {
    return loginFile().read();
  }

  public Optional<String> adminToken() {
    return fromData("admin.token");
  }

  /** A farm on this machine writes down where it listens. */
  private URI localUrl() {
    return fromData("api.address").map(ClientConfig::address).orElse(DEFAULT_URL);
  }

  private Optional<String> fromData(String name) {
    var data = variable("FORJA_DATA").map(Path::of).orElse(home.resolve(".forja"));
    try {
      return Optional.of(Files.readString(data.resolve(name)).strip())
          .filter(text -> !text.isEmpty());
    } catch (IOException noneForUs) {
      return Optional.empty();
    }
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  public static boolean isOwnMachine(URI url) {
    var host = url.getHost() == null ? "" : url.getHost();
    return OWN_MACHINE.contains(host) || host.matches("127(\\.\\d{1,3}){3}");
  }

  static URI address(String text) {
    var whole = text.contains("://") ? text : "http://" + text;
    try {
      var address = URI.create(whole.replaceFirst("/+$", ""));
      if (address.getHost() != null && Set.of("http", "https").contains(address.getScheme())) {
        return address;
      }
    } catch (IllegalArgumentException noAddress) {
      // Said below, in the same words as for every other address that is none.
    }
    throw new Misuse("no address of an api: " + text + " (expected http://HOST:PORT)");
  }
}
