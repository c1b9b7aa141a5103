package forja.standalone;

import forja.api.ApiConfig;
import forja.routes.program.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where this machine's farm keeps its data, the ports it listens on (0 means any free one), and how
 * long the broker's journal gathers writes before it forces them to the disk, and what its api is
 * told of how it is asked.
 */
public record StandaloneConfig(
    Path data, int port, BrokerDoor door, Duration journalBufferTimeout, List<String> http) {
  private static final int DEFAULT_PORT = 8080;
  static final Duration DEFAULT_JOURNAL_BUFFER_TIMEOUT = Duration.ofNanos(100_000);
  private static final int LAST_PORT = 65535;
  private static final Set<String> OPTIONS =
      Set.of(
          "--data",
          "--port",
          "--broker-bind",
          "--broker-port",
          "--broker-tls-certificate",
          "--broker-tls-key",
          "--journal-buffer-timeout");

  public StandaloneConfig {
    http = List.copyOf(http);
  }

  /** With a broker that listens in the clear, on this machine alone. */
  public StandaloneConfig(
      Path data, int port, int brokerPort, Duration journalBufferTimeout, List<String> http) {
    this(data, port, BrokerDoor.onLoopback(brokerPort), journalBufferTimeout, http);
  }

  public static StandaloneConfig read(List<String> words, Map<String, String> environment) {
    var known = new HashSet<>(OPTIONS);
    known.addAll(ApiConfig.HANDED_ON);
    var options = Options.read(words, known);
    return new StandaloneConfig(
        options.path("--data").orElseGet(() -> Options.defaultData(environment)),
        options.number("--port", 0, LAST_PORT).orElse(DEFAULT_PORT),
        BrokerDoor.read(options),
        options.duration("--journal-buffer-timeout").orElse(DEFAULT_JOURNAL_BUFFER_TIMEOUT),
        options.given(ApiConfig.HANDED_ON));
  }

  int brokerPort() {
    return door.port();
  }

  static StandaloneConfig read(String... words) {
    return read(List.of(words), System.getenv());
  }
}
