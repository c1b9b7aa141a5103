package forja.api.access;

import forja.api.http.ApiForTests;
import forja.api.http.PeopleForTests;
import forja.api.http.contract.OpenApi.Operation;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * As {@link OwnObjects}, for users, their sessions and tokens: not everybody of a customer sees and
 * changes those.
 */
final class OwnPeople {
  private static final Map<String, Set<Integer>> INSTEAD = instead();

  private final ApiForTests api;

  OwnPeople(ApiForTests api) {
    this.api = api;
  }

  /**
   * What else than something good is answered to this one, though the table lets him in: where a
   * customer's thing belongs to one of its users.
   */
  static Set<Integer> instead(Operation operation, Actor actor) {
    return INSTEAD.getOrDefault(operation.id() + " " + actor, Set.of());
  }

  /**
   * Everybody changes his own password, and nobody learns by that who there is. The walk makes
   * tokens as an admin: other users have no such token, and an admin knows their ids.
   */
  private static Map<String, Set<Integer>> instead() {
    var instead = new HashMap<String, Set<Integer>>();
    instead.put("createToken FARM_ADMIN", Set.of(403));
    for (var other : List.of(Actor.VIEWER, Actor.OPERATOR)) {
      instead.put("setPassword " + other, Set.of(403));
      for (var verb : List.of("show", "replace", "change", "remove")) {
        instead.put(verb + "Token " + other, Set.of(404));
      }
    }
    instead.put("replaceToken FARM_ADMIN", Set.of(404));
    instead.put("changeToken FARM_ADMIN", Set.of(403));
    return Map.copyOf(instead);
  }

  /** How something of a name, with a mark on it, is put into a store. */
  Map<String, BinaryOperator<String>> stores() {
    return Map.of(
        "/users",
        (name, mark) ->
            "{\"name\":\"%s\",\"role\":\"viewer\",\"password\":\"%s\",\"labels\":{\"of\":\"%s\"}}"
                .formatted(name, PeopleForTests.PASSWORD, mark),
        "/tokens",
        (name, mark) ->
            "{\"name\":\"%s\",\"scopes\":[\"jobs:read\"],\"labels\":{\"of\":\"%s\"}}"
                .formatted(name, mark));
  }

  void addBodiesTo(Map<String, UnaryOperator<String>> bodies) {
    bodies.put("setPassword", _ -> "{\"password\":\"battery-staple-correct\"}");
    bodies.put("refreshLogin", _ -> "{\"refresh\":\"" + aRefreshToken() + "\"}");
    bodies.put("logout", _ -> "{\"refresh\":\"" + aRefreshToken() + "\"}");
  }

  /** Of a session that has just begun. */
  private String aRefreshToken() {
    var form =
        "{\"customer\":\"main\",\"user\":\"viewer\",\"password\":\"%s\"}"
            .formatted(PeopleForTests.PASSWORD);
    var request =
        api.request("/login", "Content-Type", "application/json")
            .POST(BodyPublishers.ofString(form));
    try {
      return OwnObjects.json(api.send(request)).path("refresh").asText();
    } catch (IOException | InterruptedException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
