package forja.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Where this machine's farm keeps its data, the ports it listens on (0 means any free one), and how
 * long the broker's journal gathers writes before it forces them to the disk.
 */
public record StandaloneConfig(Path data, int port, int brokerPort, Duration journalBufferTimeout) {
  private static final int DEFAULT_PORT = 8080;
  private static final int DEFAULT_BROKER_PORT = 61616;
  private static final Duration DEFAULT_JOURNAL_BUFFER_TIMEOUT = Duration.ofNanos(100_000);
  private static final String OPTIONS =
      "--data DIR, --port N, --broker-port N, --journal-buffer-timeout DURATION";
  private static final int LAST_PORT = 65535;

  /** An unknown option stops the start: a mistyped one must not pass as its default. */
  public static StandaloneConfig of(List<String> words, Map<String, String> environment) {
    var config =
        new StandaloneConfig(
            defaultData(environment),
            DEFAULT_PORT,
            DEFAULT_BROKER_PORT,
            DEFAULT_JOURNAL_BUFFER_TIMEOUT);
    for (var rest = words.iterator(); rest.hasNext(); ) {
      config = config.with(rest.next(), rest);
    }
    return config;
  }

  static StandaloneConfig of(String... words) {
    return of(List.of(words), System.getenv());
  }

  private static Path defaultData(Map<String, String> environment) {
    var given = environment.get("FORJA_DATA");
    return given == null || given.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".forja")
        : Path.of(given).toAbsolutePath().normalize();
  }

  private StandaloneConfig with(String option, Iterator<String> rest) {
    return switch (option) {
      case "--data" -> withData(folder(option, rest));
      case "--port" -> withPorts(port(option, rest), brokerPort);
      case "--broker-port" -> withPorts(port, port(option, rest));
      case "--journal-buffer-timeout" -> withJournalBufferTimeout(duration(option, rest));
      default ->
          throw new CannotStart("unknown option %s; there are %s".formatted(option, OPTIONS));
    };
  }

  private StandaloneConfig withData(Path folder) {
    return new StandaloneConfig(folder, port, brokerPort, journalBufferTimeout);
  }

  private StandaloneConfig withPorts(int http, int broker) {
    return new StandaloneConfig(data, http, broker, journalBufferTimeout);
  }

  private StandaloneConfig withJournalBufferTimeout(Duration timeout) {
    return new StandaloneConfig(data, port, brokerPort, timeout);
  }

  private static Duration duration(String option, Iterator<String> rest) {
    var value = value(option, rest);
    try {
      return Duration.parse(value);
    } catch (DateTimeParseException e) {
      throw new CannotStart(option + " is a duration like PT0.0001S, found: " + value, e);
    }
  }

  private static Path folder(String option, Iterator<String> rest) {
    return Path.of(value(option, rest)).toAbsolutePath().normalize();
  }

  private static int port(String option, Iterator<String> rest) {
    var value = value(option, rest);
    try {
      int port = Integer.parseInt(value);
      if (port >= 0 && port <= LAST_PORT) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // The sentence below is the answer to both.
    }
    throw new CannotStart(option + " is a port from 0 to 65535, found: " + value);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new CannotStart(option + " needs a value");
    }
    return rest.next();
  }
}
