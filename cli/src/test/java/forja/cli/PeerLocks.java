package forja.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import forja.cli.json.Json;
import java.io.IOException;

/** What the peer says about locks, limits, pauses and acts. */
final class PeerLocks {
  private static final String LOCKS =
      """
      {"next":null,"items":[
        {"name":"container:h1/web","permits":1,"waiting":2,"held":0,"doubtful":1,"holders":[],"inDoubt":[
          {"job":"01919b5e-5f00-7000-8000-000000000001","since":"2026-01-01T00:00:00Z",
           "reason":"the container web may still run","takenOverBy":null}]},
        {"name":"idle","permits":7,"waiting":0,"held":0,"doubtful":0,"holders":[],"inDoubt":[]}]}
      """;

  private static final String AUDIT =
      """
      {"next":null,"items":[
        {"id":"01919b5e-5f00-7000-8000-000000000009","at":"2026-01-01T00:59:00.123Z",
         "customer":"acme","who":"user:anna","role":"operator","operation":"createUser",
         "object":"mallory","address":"127.0.0.1","requestId":"r1","outcome":403,"times":3}]}
      """;
  private static final String ACCESS =
      """
      {"customer":"main","who":"admin","role":"farm-admin","abroad":false,"scopes":["*"],
       "operations":[
        {"operation":"listJobs","method":"GET","path":"/jobs","role":"viewer",
         "scope":"jobs:read","allowed":true},
        {"operation":"pause","method":"PUT","path":"/pauses/{what}/{name}","role":"farm-admin",
         "scope":"pauses","allowed":false}]}
      """;

  void answer(HttpExchange http, String path) throws IOException {
    switch (http.getRequestMethod() + " " + path) {
      case "GET /locks" -> ApiPeer.json(http, 200, Json.read(LOCKS.getBytes(UTF_8)));
      case "GET /audit" -> ApiPeer.json(http, 200, Json.read(AUDIT.getBytes(UTF_8)));
      case "GET /me/access" -> ApiPeer.json(http, 200, Json.read(ACCESS.getBytes(UTF_8)));
      case "GET /limits" -> {
        var limits = Json.object();
        limits.putArray("items").addObject().put("subject", "kind/farm.sleep").put("permits", 4);
        ApiPeer.json(http, 200, limits);
      }
      case "GET /pauses" -> {
        var pauses = Json.object();
        pauses.putArray("items");
        ApiPeer.json(http, 200, pauses);
      }
      case "PUT /limits/lock/db", "PUT /pauses/kind/farm.sleep" ->
          ApiPeer.json(http, 200, Json.object().put("done", true));
      case "DELETE /locks/container:h1/web",
          "DELETE /limits/lock/db",
          "DELETE /pauses/kind/farm.sleep" ->
          http.sendResponseHeaders(204, -1);
      default -> ApiPeer.problem(http, 404, "There is no such page");
    }
  }
}
