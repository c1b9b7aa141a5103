package forja.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import forja.cli.json.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Who is who at the peer: users, and sessions whose tokens can be made to expire. */
final class PeerIdentity {
  static final String CUSTOMER = "acme";
  static final String USER = "anna";
  static final String PASSWORD = "correct horse";
  private static final int LIFE_SECONDS = 900;

  private final Map<String, String> passwords = new ConcurrentHashMap<>();
  private final Map<String, String> tokens = new ConcurrentHashMap<>();
  private final Map<String, String> refreshTokens = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger refreshes = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  PeerIdentity() {
    passwords.put(CUSTOMER + "/" + USER, PASSWORD);
    tokens.put(ApiPeer.TOKEN, "main/admin");
  }

  void setPassword(String customer, String user, String password) {
    passwords.put(customer + "/" + user, password);
  }

  /** The customer and the user of this request, with a slash between them. */
  Optional<String> who(HttpExchange http) {
    var header = Optional.ofNullable(http.getRequestHeaders().getFirst("Authorization"));
    return header
        .filter(text -> text.startsWith("Bearer "))
        .map(text -> tokens.get(text.substring("Bearer ".length())));
  }

  /** Says whether the request was one of ours. */
  boolean answers(HttpExchange http, String path) throws IOException {
    switch (http.getRequestMethod() + " " + path) {
      case "POST /login" -> logIn(http, ApiPeer.body(http));
      case "POST /login/refresh" -> refresh(http, Json.text(ApiPeer.body(http), "refresh"));
      case "POST /logout" -> logOut(http, Json.text(ApiPeer.body(http), "refresh"));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void logIn(HttpExchange http, JsonNode form) throws IOException {
    var name = Json.text(form, "customer") + "/" + Json.text(form, "user");
    if (Json.text(form, "token").equals(ApiPeer.TOKEN)) {
      ApiPeer.json(http, 200, Json.object().put("customer", "main").put("role", "admin"));
    } else if (Json.text(form, "password").equals(passwords.get(name))) {
      var customer = Json.text(form, "customer");
      var session = session(name).put("customer", customer).put("user", Json.text(form, "user"));
      ApiPeer.json(http, 200, session.put("role", "operator"));
    } else {
      ApiPeer.problem(http, 401, "The token is unknown");
    }
  }

  private ObjectNode session(String name) {
    var number = numbers.incrementAndGet();
    tokens.put("token-" + number, name);
    refreshTokens.put("refresh-" + number, name);
    return Json.object()
        .put("token", "token-" + number)
        .put("refresh", "refresh-" + number)
        .put("expiresIn", LIFE_SECONDS);
  }

  private void refresh(HttpExchange http, String refresh) throws IOException {
    var name = refreshTokens.remove(refresh);
    if (name == null) {
      refused.incrementAndGet();
      endSessions();
      ApiPeer.problem(http, 401, "The session has ended");
      return;
    }
    refreshes.incrementAndGet();
    ApiPeer.json(http, 200, session(name));
  }

  private void logOut(HttpExchange http, String refresh) throws IOException {
    refreshTokens.remove(refresh);
    expireTokens();
    http.sendResponseHeaders(204, -1);
  }

  /** As time does; their sessions go on. */
  void expireTokens() {
    tokens.keySet().removeIf(token -> !token.equals(ApiPeer.TOKEN));
  }

  void endSessions() {
    expireTokens();
    refreshTokens.clear();
  }

  int sessions() {
    return refreshTokens.size();
  }

  int refreshes() {
    return refreshes.get();
  }

  /** How often somebody came with a refresh token that was spent. */
  int refusedRefreshes() {
    return refused.get();
  }
}
