package forja.api.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which acts somebody wants to see: of one customer, or of all and of the farm itself; nothing in
 * particular where nothing is said.
 */
public record AuditQuery(
    Optional<Integer> customer,
    Optional<String> who,
    Optional<String> operation,
    Optional<String> object,
    Optional<Outcomes> outcomes,
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<UUID> before,
    int limit) {

  /** A range of statuses; from 0 to 0 those that have none. */
  public record Outcomes(int from, int to) {
    private static final int CLASS = 100;

    /** {@code 4xx}, {@code 404}, or {@code none}. */
    public static Optional<Outcomes> named(String word) {
      if (word.equals("none")) {
        return Optional.of(new Outcomes(0, 0));
      }
      if (word.matches("[1-5]xx")) {
        int from = (word.charAt(0) - '0') * CLASS;
        return Optional.of(new Outcomes(from, from + CLASS - 1));
      }
      return word.matches("[1-5]\\d\\d")
          ? Optional.of(new Outcomes(Integer.parseInt(word), Integer.parseInt(word)))
          : Optional.empty();
    }

    boolean isNone() {
      return to == 0;
    }
  }
}
