package forja.api.ledger;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Something that shall not go for now, though the queue accepts it. */
public record Pause(What what, String name, Instant since) {

  /** What can be paused. */
  public enum What {
    KIND,
    CAPABILITY,
    POOL,
    CUSTOMER;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<What> named(String wireName) {
      return Stream.of(values()).filter(what -> what.wireName().equals(wireName)).findFirst();
    }
  }
}
