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
    Path data, int port, int brokerPort, Duration journalBufferTimeout, List<String> http) {
  private static final int DEFAULT_PORT = 8080;
  private static final int DEFAULT_BROKER_PORT = 61616;
  static final Duration DEFAULT_JOURNAL_BUFFER_TIMEOUT = Duration.ofNanos(100_000);
  private static final int LAST_PORT = 65535;
  private static final Set<String> OPTIONS =
      Set.of("--data", "--port", "--broker-port", "--journal-buffer-timeout");

  public static StandaloneConfig read(List<String> words, Map<String, String> environment) {
    var known = new HashSet<>(OPTIONS);
    known.addAll(ApiConfig.HTTP_OPTIONS);
    var options = Options.read(words, known);
    return new StandaloneConfig(
        options.path("--data").orElseGet(() -> Options.defaultData(environment)),
        options.number("--port", 0, LAST_PORT).orElse(DEFAULT_PORT),
        options.number("--broker-port", 0, LAST_PORT).orElse(DEFAULT_BROKER_PORT),
        options.duration("--journal-buffer-timeout").orElse(DEFAULT_JOURNAL_BUFFER_TIMEOUT),
        options.given(ApiConfig.HTTP_OPTIONS));
  }

  static StandaloneConfig read(String... words) {
    return read(List.of(words), System.getenv());
  }
}
