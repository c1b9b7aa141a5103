package forja.api.identity;

import forja.api.http.Addresses;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import java.time.Duration;

/**
 * Slows down log-ins that fail: those of an address in this process, those of an account in all.
 */
final class Throttle {
  private final Attempts addresses;
  private final AccountAttempts accounts;

  Throttle(Attempts addresses, AccountAttempts accounts) {
    this.addresses = addresses;
    this.accounts = accounts;
  }

  /** To be called before the password is looked at. */
  void begin(String customer, String user, String address) {
    addresses
        .begin(Addresses.household(address))
        .or(() -> accounts.begin(customer, user))
        .ifPresent(pause -> {
          throw tooMany(pause);
        });
  }

  void succeeded(String customer, String user, String address) {
    addresses.takeBack(Addresses.household(address));
    accounts.succeeded(customer, user);
  }

  private static Problem tooMany(Duration pause) {
    long seconds = pause.plusSeconds(1).minusNanos(1).toSeconds();
    return new Problem(
            ProblemType.TOO_MANY_ATTEMPTS, "too many log-ins failed, wait for " + seconds + " s")
        .with("Retry-After", Long.toString(seconds));
  }
}
