package forja.api.http;

import forja.routes.program.CannotStart;
import io.javalin.http.Context;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The web pages that may ask this api from a browser: those that come from a listed origin. */
public final class Cors {
  /** No page from elsewhere. */
  public static final Cors NONE = new Cors(Set.of());

  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
  private static final String SENT =
      "Authorization, Content-Type, Forja-Customer, Idempotency-Key, If-Match, If-None-Match,"
          + " Last-Event-ID, Prefer, Range, X-Request-Id";
  private static final String SHOWN =
      "Content-Range, ETag, Forja-Unique, Idempotency-Replayed, Link, Location, Preference-Applied,"
          + " Retry-After, X-Request-Id";
  private static final String KEPT_SECONDS = "600";

  private final Set<String> origins;

  private Cors(Set<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  /** Origins such as https://console.example. */
  public static Cors of(List<String> origins) {
    var checked = new HashSet<String>();
    origins.forEach(origin -> checked.add(checked(origin.strip())));
    return new Cors(checked);
  }

  private static String checked(String origin) {
    try {
      var address = URI.create(origin);
      boolean isWeb = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      if (isWeb && address.getHost() != null && origin.equals(text(address))) {
        return origin;
      }
    } catch (IllegalArgumentException _) {
      // The sentence below is the answer to both.
    }
    throw new CannotStart(
        "--cors-origins are origins like https://console.example, found " + origin);
  }

  /** As a browser writes it. */
  private static String text(URI address) {
    var port = address.getPort() < 0 ? "" : ":" + address.getPort();
    return address.getScheme() + "://" + address.getHost() + port;
  }

  /** Lets a listed page see the answer, whatever it will be. */
  void greet(Context http) {
    if (origins.isEmpty()) {
      return;
    }
    http.header("Vary", "Origin");
    var origin = http.header("Origin");
    if (origin != null && origins.contains(origin)) {
      http.header("Access-Control-Allow-Origin", origin)
          .header("Access-Control-Expose-Headers", SHOWN);
    }
  }

  /** Answers a browser that asks whether a page may ask; false when this is no such question. */
  boolean answersPreflight(Context http) {
    var origin = http.header("Origin");
    boolean isPreflight =
        http.req().getMethod().equals("OPTIONS")
            && http.header("Access-Control-Request-Method") != null;
    if (!isPreflight || origin == null || !origins.contains(origin)) {
      return false;
    }
    http.status(204)
        .header("Access-Control-Allow-Methods", METHODS)
        .header("Access-Control-Allow-Headers", SENT)
        .header("Access-Control-Max-Age", KEPT_SECONDS)
        .result(new byte[0]);
    return true;
  }
}
