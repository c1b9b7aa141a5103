package forja.api.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The headers that every answer carries. */
final class RequestHeaders {
  static final String REQUEST_ID = "X-Request-Id";
  private static final String ID = "forja.request-id";
  private static final String ADDRESS = "forja.address";
  private static final String YEAR_OF_TLS = "max-age=31536000";

  /** Nothing that is answered may run or load anything; a page of ours says what it may. */
  private static final String NOTHING_RUNS =
      "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  private RequestHeaders() {}

  static void begin(Context http, Transport transport) {
    var id = idOf(http.header(REQUEST_ID));
    http.attribute(ID, id);
    http.attribute(ADDRESS, transport.proxies().client(http));
    if (transport.tls().isPresent()) {
      http.header("Strict-Transport-Security", YEAR_OF_TLS);
    }
    http.header(REQUEST_ID, id)
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("Content-Security-Policy", NOTHING_RUNS)
        .header("Cache-Control", "no-store");
  }

  /** The id that the answer carries. */
  static String id(Context http) {
    return Optional.<String>ofNullable(http.attribute(ID)).orElse("");
  }

  /** Where the request comes from, as far as those who passed it on are trusted. */
  static String address(Context http) {
    return Optional.<String>ofNullable(http.attribute(ADDRESS)).orElseGet(http::ip);
  }

  static String idOf(@org.jspecify.annotations.Nullable String given) {
    return given != null && VALID.matcher(given).matches()
        ? given
        : Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
  }
}
