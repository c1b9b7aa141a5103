package forja.cli.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the api is, whom to trust there, who we are and for whom we act: from options, environment,
 * login and data directory.
 */
public final class ClientConfig {
  private static final URI DEFAULT_URL = URI.create("http://127.0.0.1:8080");
  private static final Set<String> OWN_MACHINE = Set.of("localhost", "[::1]");

  private static final String CUSTOMER_NAME = "[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?";

  private final Map<String, String> environment;
  private final Path home;
  private final Given given;

  public ClientConfig(Map<String, String> environment, Path home, Given given) {
    this.environment = environment;
    this.home = home;
    this.given = given;
  }

  /** What was said on the command line; it goes before all else. */
  public record Given(
      @Nullable String url, @Nullable String customer, @Nullable String certificates) {
    public static final Given NOTHING = new Given(null, null, null);

    public static Given url(String url) {
      return new Given(url, null, null);
    }
  }

  public URI url() {
    return Optional.ofNullable(given.url())
        .or(() -> variable("FORJA_URL"))
        .map(ClientConfig::address)
        .or(() -> login().map(StoredLogin::url))
        .orElseGet(this::localUrl);
  }

  /** The option and the environment only: a login does not say where the next login goes. */
  public URI urlForLogin() {
    return Optional.ofNullable(given.url())
        .or(() -> variable("FORJA_URL"))
        .map(ClientConfig::address)
        .orElse(DEFAULT_URL);
  }

  /** The customer to act for; else it is the one whose token it is. */
  public Optional<String> customer() {
    var name = Optional.ofNullable(given.customer()).or(() -> variable("FORJA_CUSTOMER"));
    name.filter(typed -> !typed.matches(CUSTOMER_NAME))
        .ifPresent(typed -> {
          throw new Misuse(
              "no name of a customer: "
                  + typed
                  + " (small letters, digits and hyphens, at most 32)");
        });
    return name;
  }

  /** Where the certificates to trust are; a login keeps that for its own address. */
  public Optional<Path> certificatesFor(URI url) {
    return Optional.ofNullable(given.certificates())
        .or(() -> variable("FORJA_CA"))
        .map(file -> Path.of(file).toAbsolutePath())
        .or(() -> loginAt(url).flatMap(StoredLogin::certificates));
  }

  /** Goes wherever the caller says: it was given for this one command. */
  public Optional<String> givenToken() {
    return variable("FORJA_TOKEN");
  }

  /** A stored token goes only to the address that it was stored for. */
  public Optional<StoredLogin> loginAt(URI url) {
    return login().filter(login -> login.url().equals(url));
  }

  /**
   * The administrator token of this machine's data directory goes only to this machine: another
   * address must not learn it.
   */
  public Optional<String> adminTokenFor(URI url) {
    return isOwnMachine(url) ? fromData("admin.token") : Optional.empty();
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

  static boolean isOwnMachine(URI url) {
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
