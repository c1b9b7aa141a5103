package forja.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.ContractCases.Case;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests about users, their sessions and tokens, for every documented status. */
final class PeopleCases {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final String NEW_PASSWORD = "{\"password\":\"battery-staple-correct\"}";
  private static final String NO_ADMIN = "{\"name\":\"admin\",\"role\":\"viewer\"}";

  private final ApiForTests api;

  PeopleCases(ApiForTests api) {
    this.api = api;
  }

  void addTo(Map<String, Case> cases) {
    addStores(cases);
    addUsers(cases);
    addSessions(cases);
  }

  private void addStores(Map<String, Case> cases) {
    var users = new StoreCases(api, "User", "/users", PeopleCases::aUser);
    users.addTo(cases);
    users.addRemoval(cases);
    var tokens = new StoreCases(api, "Token", "/tokens", PeopleCases::aToken);
    tokens.addTo(cases);
    tokens.addRemoval(cases);
  }

  private static ObjectNode aUser(ObjectNode item) {
    return item.put("role", "viewer").put("password", PeopleForTests.PASSWORD);
  }

  private static ObjectNode aToken(ObjectNode item) {
    item.putArray("scopes").add("jobs:read");
    return item;
  }

  private void addUsers(Map<String, Case> cases) {
    cases.put("replaceUser 409", () -> asLastAdmin("PUT"));
    cases.put("changeUser 409", () -> asLastAdmin("PATCH"));
    cases.put("removeUser 409", () -> asLastAdmin("DELETE"));
    var there = "/users/viewer/password";
    cases.put("setPassword 204", () -> send("PUT", there, NEW_PASSWORD));
    cases.put("setPassword 400", () -> send("PUT", there, "{\"password\":\"short\"}"));
    cases.put("setPassword 404", () -> send("PUT", "/users/nobody/password", NEW_PASSWORD));
    cases.put("setPassword 413", () -> send("PUT", there, " ".repeat(Body.SMALL + 1)));
    cases.put(
        "setPassword 415",
        () -> api.request(there, "Content-Type", "text/xml").PUT(BodyPublishers.ofString("<a/>")));
  }

  /** Of a new customer. */
  private HttpRequest.Builder asLastAdmin(String method) throws Exception {
    var customer = api.aCustomer("last-" + NUMBERS.incrementAndGet());
    var body = method.equals("DELETE") ? "" : NO_ADMIN;
    return send(method, "/users/admin", body)
        .setHeader("Authorization", "Bearer admin@" + customer.name());
  }

  private void addSessions(Map<String, Case> cases) {
    cases.put("refreshLogin 200", () -> send("POST", "/login/refresh", aRefreshToken()));
    cases.put("refreshLogin 401", () -> send("POST", "/login/refresh", "{\"refresh\":\"wrong\"}"));
    cases.put("logout 204", () -> send("POST", "/logout", aRefreshToken()));
    cases.put(
        "logout 401", () -> send("POST", "/logout", "").setHeader("Authorization", "Bearer wrong"));
    cases.put("rotateKeys 200", () -> send("POST", "/login/keys/rotate", ""));
    cases.put("jwks 200", () -> api.request("/.well-known/jwks.json").GET());
  }

  private String aRefreshToken() throws Exception {
    var form = Guest.form("main", "operator", PeopleForTests.PASSWORD);
    var said = Guest.administrator(api).post("/login", form);
    return "{\"refresh\":\"" + said.text("/refresh") + "\"}";
  }

  private HttpRequest.Builder send(String method, String path, String body) {
    return api.request(path, "Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(body));
  }
}
