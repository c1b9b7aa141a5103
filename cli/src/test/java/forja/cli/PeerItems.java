package forja.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import forja.cli.json.Json;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** What is kept at the peer, for each customer: items of any kind, by path. */
final class PeerItems {
  private static final String STORES =
      "/(customers|users|tokens|secrets|machines)(/[^/]+(/password)?)?";

  private final Map<String, ObjectNode> items = new ConcurrentSkipListMap<>();
  private final PeerIdentity identity;
  private final Supplier<PeerJob> farewells;

  /** A customer that is deleted is seen off by one of these jobs. */
  PeerItems(PeerIdentity identity, Supplier<PeerJob> farewells) {
    this.identity = identity;
    this.farewells = farewells;
  }

  /** Says whether the request was one of ours. */
  boolean answers(HttpExchange http, String path) throws IOException {
    if (!path.matches(STORES)) {
      return false;
    }
    var who = identity.who(http).orElse("/");
    var header = http.getRequestHeaders().getFirst("Forja-Customer");
    var customer = header == null ? who.substring(0, who.indexOf('/')) : header;
    var isOperator = !who.endsWith("/admin");
    if (isOperator && path.startsWith("/users")) {
      ApiPeer.problem(http, 403, "This operation needs the role admin");
      return true;
    }
    answer(http, customer, path);
    return true;
  }

  private void answer(HttpExchange http, String customer, String path) throws IOException {
    var isOne = path.lastIndexOf('/') > 0;
    switch (http.getRequestMethod()) {
      case "POST" -> create(http, customer, path);
      case "GET" -> {
        if (isOne) {
          one(http, customer + path);
        } else {
          list(http, customer + path + "/");
        }
      }
      case "PUT" -> {
        var form = Json.objectOf(ApiPeer.body(http));
        keepHidden(customer, form.put("name", path.split("/")[2]));
        http.sendResponseHeaders(204, -1);
      }
      case "PATCH" -> change(http, customer, path);
      default -> remove(http, customer + path);
    }
  }

  private void list(HttpExchange http, String prefix) throws IOException {
    var page = Json.object().putNull("next");
    var found = page.putArray("items");
    items.forEach((path, item) -> {
      if (path.startsWith(prefix)) {
        found.add(item);
      }
    });
    ApiPeer.json(http, 200, page);
  }

  private void one(HttpExchange http, String path) throws IOException {
    var item = items.get(path);
    if (item == null) {
      ApiPeer.problem(http, 404, "There is no such thing");
    } else {
      ApiPeer.json(http, 200, item);
    }
  }

  private void create(HttpExchange http, String customer, String store) throws IOException {
    var item = Json.objectOf(ApiPeer.body(http));
    var path = customer + store + "/" + Json.text(item, "name");
    if (items.containsKey(path)) {
      ApiPeer.problem(http, 409, "The name is taken");
      return;
    }
    keepHidden(customer, item);
    item.put("version", 1).put("createdAt", "2026-01-01T00:00:00Z");
    items.put(path, item.put("updatedAt", "2026-01-01T00:30:00Z"));
    var isToken = store.equals("/tokens");
    ApiPeer.json(http, 201, isToken ? item.deepCopy().put("token", "fj_shown-once") : item);
  }

  private void change(HttpExchange http, String customer, String path) throws IOException {
    var item = items.get(customer + path);
    var version = http.getRequestHeaders().getFirst("If-Match");
    if (item == null) {
      ApiPeer.problem(http, 404, "There is no such thing");
    } else if (version != null && !version.equals("\"" + item.path("version").asInt() + "\"")) {
      ApiPeer.problem(http, 412, "Somebody has changed it");
    } else {
      var changes = Json.objectOf(ApiPeer.body(http));
      keepHidden(customer, changes.put("name", Json.text(item, "name")));
      item.setAll(changes);
      ApiPeer.json(http, 200, item.put("version", item.path("version").asInt() + 1));
    }
  }

  private void keepHidden(String customer, ObjectNode item) {
    if (item.has("password")) {
      identity.setPassword(customer, Json.text(item, "name"), Json.text(item, "password"));
    }
    item.remove(java.util.List.of("password", "value"));
  }

  private void remove(HttpExchange http, String path) throws IOException {
    if (items.remove(path) == null) {
      ApiPeer.problem(http, 404, "There is no such thing");
    } else if (path.contains("/customers/")) {
      var job = farewells.get();
      http.getResponseHeaders().set("Location", "/queue/" + job.id());
      ApiPeer.json(http, 202, job.view());
    } else {
      http.sendResponseHeaders(204, -1);
    }
  }
}
