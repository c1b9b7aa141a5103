package forja.api.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A message that could not be read or delivered, and why. In a list it comes without its body. */
public record DeadLetter(
    UUID id,
    int customer,
    What what,
    String address,
    String reason,
    Optional<String> key,
    Instant at,
    boolean isWhole,
    int size,
    byte[] body) {
  /** The customer of what belongs to nobody but the farm. */
  public static final int OF_THE_FARM = 0;

  /** What the message was to be, by the address it was sent to. */
  public enum What {
    /** A request for a job, posted by a customer. */
    INTAKE("forja.intake."),
    /** Reports of a worker. */
    REPORT("forja.status."),
    /** Pieces of logs. */
    LOG("forja.logs."),
    /** A job on its way to a worker. */
    JOB("forja.jobs."),
    OTHER("");

    private final String addresses;

    What(String addresses) {
      this.addresses = addresses;
    }

    static What of(String address) {
      return Stream.of(values())
          .filter(what -> address.startsWith(what.addresses))
          .findFirst()
          .orElse(OTHER);
    }

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<What> named(String wireName) {
      return Stream.of(values()).filter(what -> what.wireName().equals(wireName)).findFirst();
    }
  }

  /** The body as a text, if it is one. */
  public Optional<String> text() {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return text.indexOf(0) < 0 ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  /** Why it makes no sense to send it again, if so. */
  Optional<String> hindrance() {
    return switch (what) {
      // The job has ended long ago, and a worker that can read it now would do it once more.
      case JOB -> Optional.of("a job is not sent again by its message; try the job again");
      case OTHER -> Optional.of("nobody knows where it was to go");
      case INTAKE, REPORT, LOG ->
          isWhole && text().isPresent()
              ? Optional.empty()
              : Optional.of("it is no text, or not all of it was kept");
    };
  }
}
