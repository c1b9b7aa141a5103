package forja.api.http;

import forja.api.http.Routes.Route;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lets a request in: the caller is known, and the answer comes in a form that is wanted. */
public final class Gate {
  private static final String CALLER = "forja.caller";
  private static final String BEARER = "bearer ";

  private final Callers callers;

  Gate(Callers callers) {
    this.callers = callers;
  }

  /** Whose request this is; only for routes that want a token. */
  public static Caller caller(Context http) {
    return Optional.<Caller>ofNullable(http.attribute(CALLER)).orElseThrow();
  }

  void pass(Route route, Context http) {
    if (!route.open()) {
      http.attribute(CALLER, callerOf(http));
    }
    if (!Accepts.takes(http.header("Accept"), route.produces())) {
      throw new Problem(ProblemType.NOT_ACCEPTABLE, "this answers as " + route.produces());
    }
  }

  /** Strangers learn about open paths only. */
  void passUnrouted(List<Route> here, Context http) {
    if (here.stream().noneMatch(Route::open)) {
      callerOf(http);
    }
  }

  private Caller callerOf(Context http) {
    var header = Optional.ofNullable(http.header("Authorization")).orElse("");
    if (!header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw unknown("Bearer", "a token is needed: Authorization: Bearer <token>");
    }
    return callers
        .byToken(header.substring(BEARER.length()).strip())
        .orElseThrow(() -> unknown("Bearer error=\"invalid_token\"", "this token is not known"));
  }

  static Problem unknown(String challenge, String detail) {
    return new Problem(ProblemType.UNAUTHORIZED, detail).with("WWW-Authenticate", challenge);
  }
}
