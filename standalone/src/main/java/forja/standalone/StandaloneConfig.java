package forja.standalone;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Where this machine's farm keeps its data, and the ports it listens on; 0 means any free one. */
public record StandaloneConfig(Path data, int port, int brokerPort) {
  private static final int DEFAULT_PORT = 8080;
  private static final int DEFAULT_BROKER_PORT = 61616;
  private static final int LAST_PORT = 65535;

  /** An unknown option stops the start: a mistyped one must not pass as its default. */
  public static StandaloneConfig of(List<String> words, Map<String, String> environment) {
    var config = new StandaloneConfig(defaultData(environment), DEFAULT_PORT, DEFAULT_BROKER_PORT);
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
      case "--data" -> new StandaloneConfig(folder(option, rest), port, brokerPort);
      case "--port" -> new StandaloneConfig(data, port(option, rest), brokerPort);
      case "--broker-port" -> new StandaloneConfig(data, port, port(option, rest));
      default ->
          throw new CannotStart(
              "unknown option " + option + "; there are --data DIR, --port N, --broker-port N");
    };
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
