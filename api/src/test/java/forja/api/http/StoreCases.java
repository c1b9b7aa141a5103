package forja.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.ContractCases.Case;
import forja.common.wire.Wire;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Requests about the items of a store, for every documented status. */
record StoreCases(ApiForTests api, String noun, String path, UnaryOperator<ObjectNode> fields) {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final String MERGE = "application/merge-patch+json";
  private static final String[] STALE = {"If-Match", "\"99\""};

  static void addAll(ApiForTests api, Map<String, Case> cases) {
    var machines = new StoreCases(api, "Machine", "/machines", item -> item.put("type", "local"));
    machines.addTo(cases);
    machines.addRemoval(cases);
    var secrets =
        new StoreCases(api, "Secret", "/secrets", item -> item.put("value", "not to be told"));
    secrets.addTo(cases);
    secrets.addRemoval(cases);
    cases.put("rotateSecrets 200", () -> secrets.send("POST", "/secrets/rotate", ""));
    var customers = new StoreCases(api, "Customer", "/customers", item -> item);
    customers.addTo(cases);
    cases.put("deleteCustomer 202", () -> api.request("/customers/" + customers.made()).DELETE());
    cases.put("deleteCustomer 409", () -> api.request("/customers/main").DELETE());
  }

  void addTo(Map<String, Case> cases) {
    var one = path + "/";
    cases.put("list" + noun + "s 200", () -> api.request(path + "?limit=1").GET());
    cases.put("query" + noun + "s 200", () -> send("POST", path + "/query", "{\"limit\":1}"));
    cases.put("create" + noun + " 201", () -> send("POST", path, item(newName())));
    cases.put("create" + noun + " 400", () -> send("POST", path, "{\"weight\":1}"));
    cases.put("create" + noun + " 409", () -> send("POST", path, item(made())));
    cases.put("show" + noun + " 200", () -> api.request(one + made()).GET());
    cases.put(
        "show" + noun + " 304", () -> api.request(one + made(), "If-None-Match", "\"1\"").GET());
    addChange(cases, "replace", "PUT");
    addChange(cases, "change", "PATCH");
  }

  private void addChange(Map<String, Case> cases, String verb, String method) {
    var operation = verb + noun;
    cases.put(operation + " 200", () -> toSame(method, made()));
    cases.put(operation + " 404", () -> toSame(method, "nothing"));
    cases.put(operation + " 409", () -> send(method, path + "/" + made(), item(made())));
    cases.put(operation + " 412", () -> toSame(method, made(), STALE));
    cases.put(operation + " 413", () -> send(method, path + "/x", " ".repeat(Body.SMALL + 1)));
    cases.put(
        operation + " 415",
        () ->
            api.request(path + "/x", "Content-Type", "text/xml")
                .method(method, BodyPublishers.ofString("<a/>")));
  }

  void addRemoval(Map<String, Case> cases) {
    cases.put("remove" + noun + " 204", () -> api.request(path + "/" + made()).DELETE());
    cases.put("remove" + noun + " 412", () -> api.request(path + "/" + made(), STALE).DELETE());
  }

  private HttpRequest.Builder toSame(String method, String name, String... headers) {
    return send(method, path + "/" + name, item(name), headers);
  }

  private HttpRequest.Builder send(String method, String at, String body, String... headers) {
    return api.request(at, headers)
        .header("Content-Type", method.equals("PATCH") ? MERGE : Routes.JSON)
        .method(method, BodyPublishers.ofString(body));
  }

  private String item(String name) {
    return Wire.text(fields.apply(Wire.json().createObjectNode().put("name", name)));
  }

  private static String newName() {
    return "item-" + NAMES.incrementAndGet();
  }

  private String made() throws Exception {
    var name = newName();
    api.answer(send("POST", path, item(name)).build());
    return name;
  }
}
