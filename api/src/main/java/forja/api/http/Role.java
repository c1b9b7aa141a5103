package forja.api.http;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody may do; each role may do all that those before it may. */
public enum Role {
  /** Sees what belongs to the customer. */
  VIEWER,
  /** Hands in work and stops it. */
  OPERATOR,
  /** Says who belongs to the customer, what its secrets are and how much goes at once. */
  ADMIN,
  /** Runs the farm itself, and acts for any customer. */
  FARM_ADMIN;

  public boolean includes(Role least) {
    return compareTo(least) >= 0;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Role> named(String wireName) {
    return Stream.of(values()).filter(role -> role.wireName().equals(wireName)).findAny();
  }
}
