package forja.api.http;

import java.util.Optional;

/** How requests come to this api: encrypted or not, through whom, from which pages, how often. */
public record Transport(Optional<Tls> tls, TrustedProxies proxies, Cors cors, RateLimits limits) {
  /** In the clear, from anybody, as often as he likes. */
  public static final Transport PLAIN =
      new Transport(Optional.empty(), TrustedProxies.NONE, Cors.NONE, RateLimits.NONE);
}
