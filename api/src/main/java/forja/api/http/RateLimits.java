package forja.api.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How many requests a second one caller may make, and one address, whoever asks from there. Each
 * api process counts for itself.
 */
public final class RateLimits {
  /** As many as anybody likes. */
  public static final RateLimits NONE = new RateLimits(Optional.empty(), Optional.empty());

  public static final int DEFAULT = 200;
  private static final int SECONDS_OF_BURST = 2;

  /** Several people share an address. */
  private static final int CALLERS_BEHIND_AN_ADDRESS = 5;

  private static final int MOST = 100_000;

  private final Optional<RateLimit> callers;
  private final Optional<RateLimit> addresses;

  private RateLimits(Optional<RateLimit> callers, Optional<RateLimit> addresses) {
    this.callers = callers;
    this.addresses = addresses;
  }

  /** 0 is no limit. */
  public static RateLimits of(int perSecond) {
    return of(perSecond, System::nanoTime);
  }

  static RateLimits of(int perSecond, LongSupplier nanos) {
    return perSecond == 0
        ? NONE
        : new RateLimits(
            Optional.of(limit(perSecond, nanos)),
            Optional.of(limit(perSecond * CALLERS_BEHIND_AN_ADDRESS, nanos)));
  }

  private static RateLimit limit(int perSecond, LongSupplier nanos) {
    return new RateLimit(perSecond, perSecond * SECONDS_OF_BURST, MOST, nanos);
  }

  void checkAddress(Context http) {
    if (addresses.isPresent()) {
      check(addresses.get().take(Addresses.household(RequestHeaders.address(http))));
    }
  }

  void checkCaller(Optional<Caller> caller) {
    if (callers.isPresent() && caller.isPresent()) {
      check(callers.get().take(caller.get().customer().id() + " " + user(caller.get().who())));
    }
  }

  /** All tokens of a user count together. */
  private static String user(String who) {
    return who.substring(who.indexOf(':') + 1).split("/", 2)[0];
  }

  private static void check(Duration wait) {
    if (wait.isPositive()) {
      long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
      throw new Problem(ProblemType.RATE_LIMITED, "ask again in " + seconds + " s")
          .with("Retry-After", Long.toString(seconds));
    }
  }
}
