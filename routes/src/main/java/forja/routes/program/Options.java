package forja.routes.program;

import forja.routes.wiring.BrokerAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The options of a program: {@code --name value}. One that nobody knows stops the start, so a
 * mistyped one never passes as its default.
 */
public final class Options {
  private final Map<String, String> values;

  private Options(Map<String, String> values) {
    this.values = values;
  }

  public static Options read(List<String> words, Set<String> known) {
    var values = new HashMap<String, String>();
    for (var rest = words.iterator(); rest.hasNext(); ) {
      var option = rest.next();
      if (!known.contains(option)) {
        throw new CannotStart(
            "unknown option " + option + "; there are " + String.join(" ", new TreeSet<>(known)));
      }
      if (!rest.hasNext()) {
        throw new CannotStart(option + " needs a value");
      }
      values.put(option, rest.next());
    }
    return new Options(values);
  }

  /** Those of these that were given, as they were, for another program. */
  public List<String> given(Set<String> options) {
    return values.entrySet().stream()
        .filter(option -> options.contains(option.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .flatMap(option -> Stream.of(option.getKey(), option.getValue()))
        .toList();
  }

  public Optional<String> text(String option) {
    return Optional.ofNullable(values.get(option));
  }

  public Optional<Path> path(String option) {
    return text(option).map(value -> Path.of(value).toAbsolutePath().normalize());
  }

  public Optional<List<String>> list(String option) {
    return text(option).map(value -> List.of(value.split(",", -1)));
  }

  public Optional<Integer> number(String option, int least, int most) {
    return text(option).map(value -> number(option, value, least, most));
  }

  private static int number(String option, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // The sentence below is the answer to both.
    }
    throw new CannotStart(
        option + " is a number from " + least + " to " + most + ", found " + value);
  }

  public Optional<Duration> duration(String option) {
    return text(option).map(value -> duration(option, value));
  }

  private static Duration duration(String option, String value) {
    try {
      return Duration.parse(value);
    } catch (DateTimeParseException unreadable) {
      throw new CannotStart(option + " is a duration like PT10S, found " + value, unreadable);
    }
  }

  /**
   * The address of a broker: {@code tcp://host:port}, or {@code ssl://host:port}, and then perhaps
   * by another option the file of those who vouch for its certificate.
   */
  public Optional<URI> broker(String option, String ca) {
    var address = text(option).map(value -> brokerIn(option, value));
    return path(ca)
        .map(file ->
            address
                .filter(BrokerAddress::isTls)
                .map(given -> BrokerAddress.trusting(given, readable(ca, file)))
                .orElseThrow(() -> new CannotStart(ca + " goes with " + option + " ssl://...")))
        .or(() -> address);
  }

  private static URI brokerIn(String option, String value) {
    try {
      var address = URI.create(value);
      if (BrokerAddress.isValid(address)) {
        return address;
      }
    } catch (IllegalArgumentException _) {
      // The sentence below is the answer to both.
    }
    throw new CannotStart(
        option + " is an address like tcp://host:61616 or ssl://host:61616, found " + value);
  }

  private static Path readable(String option, Path file) {
    if (!Files.isReadable(file)) {
      throw new CannotStart(option + " cannot be read: " + file);
    }
    return file;
  }

  /** Where this machine's farm keeps its data when nothing else is said. */
  public static Path defaultData(Map<String, String> environment) {
    var given = environment.getOrDefault("FORJA_DATA", "");
    return given.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".forja")
        : Path.of(given).toAbsolutePath().normalize();
  }
}
