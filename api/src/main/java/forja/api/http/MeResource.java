package forja.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import forja.api.http.contract.OpenApi;
import forja.api.http.contract.OpenApi.Operation;
import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code /me}: who the caller is, and what he may do. */
public final class MeResource implements Resource {
  private final List<Operation> operations = OpenApi.shipped().operations();

  @Override
  public void addTo(Routes routes) {
    routes.get("/me/access", Routes.JSON, this::access);
  }

  private void access(Context http) {
    new Query(http, Set.of()).check();
    var caller = Gate.caller(http);
    var answer =
        Wire.json()
            .createObjectNode()
            .put("customer", caller.customer().name())
            .put("who", caller.who())
            .put("role", caller.role().wireName())
            .put("abroad", caller.abroad());
    var scopes = answer.putArray("scopes");
    caller.scopes().words().stream().sorted().forEach(scopes::add);
    var items = answer.putArray("operations");
    operations.forEach(operation -> add(operation, caller, items));
    Answers.json(http, 200, answer);
  }

  private static void add(Operation operation, Caller caller, ArrayNode items) {
    var rule = Access.rule(operation.id()).orElseThrow();
    items
        .addObject()
        .put("operation", operation.id())
        .put("method", operation.method().toUpperCase(Locale.ROOT))
        .put("path", operation.path())
        .put("role", rule.least().map(Role::wireName).orElse(null))
        .put("scope", rule.isOpen() ? null : Scopes.least(rule.area(), rule.effect()))
        .put("allowed", rule.allows(caller));
  }
}
