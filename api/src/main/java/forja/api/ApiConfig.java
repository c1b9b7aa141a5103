package forja.api;

import forja.api.ledger.DatabaseConfig;
import forja.api.secret.MasterKeyConfig;
import forja.routes.program.CannotStart;
import forja.routes.program.Options;
import forja.routes.wiring.Broker;
import forja.routes.wiring.Credential;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where an api process listens, and where its broker and its database are. */
public record ApiConfig(
    String host,
    int port,
    URI broker,
    Path credential,
    DatabaseConfig database,
    Path tokenFile,
    Duration timeToLive,
    TransportConfig transport,
    MasterKeyConfig masterKey) {
  private static final int DEFAULT_PORT = 8080;
  private static final int LAST_PORT = 65_535;
  private static final int MOST_CONNECTIONS = 200;
  private static final String LOOPBACK = "127.0.0.1";
  private static final URI DEFAULT_BROKER = URI.create("tcp://127.0.0.1:61616");
  private static final Set<String> OWN_OPTIONS =
      Set.of(
          "--port",
          "--broker",
          "--broker-ca",
          "--credential",
          "--database",
          "--database-credential",
          "--database-connections",
          "--master-key",
          "--token-file",
          "--time-to-live");

  /** How it is asked over HTTP. */
  public static final Set<String> HTTP_OPTIONS =
      all(TransportConfig.OPTIONS, Set.of("--bind", "--allow-plain-http"));

  /** What a program that starts an api hands on to it. */
  public static final Set<String> HANDED_ON = all(HTTP_OPTIONS, Set.of("--master-key"));

  public static ApiConfig read(List<String> words, Map<String, String> environment) {
    var options = Options.read(words, all(OWN_OPTIONS, HTTP_OPTIONS));
    var data = Options.defaultData(environment);
    var transport = TransportConfig.read(options);
    return new ApiConfig(
        host(options, transport),
        options.number("--port", 0, LAST_PORT).orElse(DEFAULT_PORT),
        options.broker("--broker", "--broker-ca").orElse(DEFAULT_BROKER),
        options.path("--credential").orElse(data.resolve("credentials/api.credential")),
        database(options, data),
        options.path("--token-file").orElse(data.resolve("admin.token")),
        options.duration("--time-to-live").orElse(Broker.DEFAULT_TIME_TO_LIVE),
        transport,
        masterKey(options, environment, data));
  }

  private static MasterKeyConfig masterKey(
      Options options, Map<String, String> environment, Path data) {
    return new MasterKeyConfig(
        Optional.ofNullable(environment.get("FORJA_MASTER_KEY")).filter(keys -> !keys.isBlank()),
        options.path("--master-key"),
        data.resolve("master.key"));
  }

  private static Set<String> all(Set<String> some, Set<String> others) {
    return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Given to the machine and not to the program, so that nobody takes it for an option; and never
   * where others than this machine can ask.
   */
  boolean isOpenForBench() {
    boolean open = Boolean.getBoolean("forja.bench.open");
    if (open && !host.equals(LOOPBACK)) {
      throw new CannotStart("an api that asks nobody who he is listens on " + LOOPBACK + " alone");
    }
    return open;
  }

  /** Where those who ask on this machine find it, when it listens on this port. */
  URI address(int listeningPort) {
    var scheme = transport.tls().isPresent() ? "https" : "http";
    // Whoever listens everywhere is found here, too; a certificate may know the name, no address.
    var everywhere = transport.tls().isPresent() ? "localhost" : LOOPBACK;
    var name = host.equals("0.0.0.0") || host.equals("::") ? everywhere : host;
    var written = name.contains(":") ? "[" + name + "]" : name;
    return URI.create(scheme + "://" + written + ":" + listeningPort);
  }

  /**
   * Tokens travel in the clear without TLS, so another address than loopback has to be asked for
   * twice.
   */
  private static String host(Options options, TransportConfig transport) {
    var host = options.text("--bind").orElse(LOOPBACK);
    boolean allowed = options.text("--allow-plain-http").filter("yes"::equals).isPresent();
    if (!host.equals(LOOPBACK) && !allowed && transport.tls().isEmpty()) {
      throw new CannotStart(
          "--bind "
              + host
              + " would send tokens in the clear; give --tls-certificate and --tls-key, or put TLS"
              + " in front and add --allow-plain-http yes");
    }
    return host;
  }

  private static DatabaseConfig database(Options options, Path data) {
    var url =
        options
            .text("--database")
            .orElseThrow(() ->
                new CannotStart(
                    "--database is missing; it is like jdbc:postgresql://host:5432/forja"));
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new CannotStart("--database is like jdbc:postgresql://host:5432/forja, found " + url);
    }
    var file =
        options
            .path("--database-credential")
            .orElse(data.resolve("credentials/database.credential"));
    var credential = credential(file);
    var connections =
        options
            .number("--database-connections", 4, MOST_CONNECTIONS)
            .orElse(DatabaseConfig.DEFAULT_CONNECTIONS);
    return new DatabaseConfig(url, credential.user(), credential.password(), connections);
  }

  static Credential credential(Path file) {
    try {
      return Credential.read(file);
    } catch (IOException unreadable) {
      throw new CannotStart("cannot read the credential in " + file, unreadable);
    }
  }
}
