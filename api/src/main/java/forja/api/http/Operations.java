package forja.api.http;

import forja.api.http.Access.Rule;
import forja.api.http.Routes.Route;
import forja.api.http.contract.OpenApi;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which operation of {@code openapi.yaml} is at a method and a path, and who may call it. */
public final class Operations {
  private final Map<String, Rule> rules;

  private Operations(Map<String, Rule> rules) {
    this.rules = Map.copyOf(rules);
  }

  /** Those of openapi.yaml as it is shipped; throws when it and {@link Access} do not agree. */
  public static Operations shipped() {
    var documented =
        OpenApi.shipped().operations().stream()
            .collect(
                Collectors.toMap(
                    operation -> key(operation.method(), operation.path()), OpenApi.Operation::id));
    requireSame(documented);
    return new Operations(
        documented.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, at -> Access.rule(at.getValue()).orElseThrow())));
  }

  private static void requireSame(Map<String, String> documented) {
    var missing = new TreeSet<>(documented.values());
    var surplus = new TreeSet<String>();
    for (var rule : Access.table()) {
      if (!missing.remove(rule.operation())) {
        surplus.add(rule.operation());
      }
    }
    if (new HashSet<>(documented.values()).size() < documented.size()) {
      throw new IllegalStateException("openapi.yaml has an operationId twice");
    }
    if (!missing.isEmpty() || !surplus.isEmpty()) {
      throw new IllegalStateException(
          "the table of access does not know " + missing + ", and openapi.yaml not " + surplus);
    }
  }

  /** One more, for what stands in no document. */
  public Operations and(String method, String path, Rule rule) {
    var more = new HashMap<>(rules);
    more.put(key(method, path), rule);
    return new Operations(more);
  }

  /** What a route is; a route that is not in the document is not served. */
  Rule of(Route route) {
    var key = key(route.method().name(), route.path());
    var rule = rules.get(key);
    if (rule == null) {
      throw new IllegalStateException(key + " is served but not in openapi.yaml");
    }
    if (rule.isOpen() != route.open()) {
      throw new IllegalStateException(
          key + " is " + (route.open() ? "" : "not ") + "served openly, the table says otherwise");
    }
    return rule;
  }

  /** How a parameter of a path is called makes no difference. */
  private static String key(String method, String path) {
    return method.toUpperCase(Locale.ROOT) + " " + path.replaceAll("[{<][^}>]*[}>]", "{}");
  }
}
