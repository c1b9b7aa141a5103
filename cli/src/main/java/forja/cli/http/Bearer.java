package forja.cli.http;

import java.util.Optional;

/** The token that goes with each request. Safe for many threads. */
@FunctionalInterface
public interface Bearer {
  /** Says nothing about who asks. */
  Bearer NOBODY = Optional::empty;

  /** None: the request goes without. */
  Optional<String> token();

  /** Another one, when the api has refused this one; none when there is no other. */
  default Optional<String> insteadOf(String refused) {
    return Optional.empty();
  }

  /** One that stays as it is. */
  static Bearer of(String token) {
    return () -> Optional.of(token);
  }
}
