package forja.api;

import forja.api.http.Cors;
import forja.api.http.RateLimits;
import forja.api.http.Tls;
import forja.api.http.Transport;
import forja.api.http.TrustedProxies;
import forja.routes.program.CannotStart;
import forja.routes.program.Options;
import forja.routes.program.Parts;
import forja.routes.tls.TlsFiles;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How requests come to an api process: with which certificate, through which proxies, from which
 * pages, and how many a second from one caller (0: as many as he likes).
 */
public record TransportConfig(
    Optional<TlsFiles> tls, List<String> trustedProxies, List<String> corsOrigins, int rateLimit) {
  static final Set<String> OPTIONS =
      Set.of(
          "--tls-certificate", "--tls-key", "--trusted-proxies", "--cors-origins", "--rate-limit");
  private static final int HIGHEST_RATE = 1_000_000;

  static TransportConfig read(Options options) {
    return new TransportConfig(
        tls(options),
        options.list("--trusted-proxies").orElse(List.of()),
        options.list("--cors-origins").orElse(List.of()),
        options.number("--rate-limit", 0, HIGHEST_RATE).orElse(RateLimits.DEFAULT));
  }

  private static Optional<TlsFiles> tls(Options options) {
    var certificate = options.path("--tls-certificate");
    var key = options.path("--tls-key");
    if (certificate.isPresent() != key.isPresent()) {
      throw new CannotStart("--tls-certificate and --tls-key belong together: give both or none");
    }
    return certificate.map(file -> new TlsFiles(file, key.orElseThrow()));
  }

  /** Throws {@link CannotStart} with what to change when something of it is of no use. */
  Transport open(Parts parts) {
    return new Transport(
        tls.map(files -> parts.add(Tls.of(files))),
        TrustedProxies.of(trustedProxies),
        Cors.of(corsOrigins),
        RateLimits.of(rateLimit));
  }
}
