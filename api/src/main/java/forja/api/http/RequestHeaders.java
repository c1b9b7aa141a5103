package forja.api.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The headers that every answer carries. */
final class RequestHeaders {
  static final String REQUEST_ID = "X-Request-Id";
  private static final String ID = "forja.request-id";
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  private RequestHeaders() {}

  static void begin(Context http) {
    var id = idOf(http.header(REQUEST_ID));
    http.attribute(ID, id);
    http.header(REQUEST_ID, id)
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("Cache-Control", "no-store");
  }

  /** The id that the answer carries. */
  static String id(Context http) {
    return Optional.<String>ofNullable(http.attribute(ID)).orElse("");
  }

  static String idOf(@org.jspecify.annotations.Nullable String given) {
    return given != null && VALID.matcher(given).matches()
        ? given
        : Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
  }
}
