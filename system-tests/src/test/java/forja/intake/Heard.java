package forja.intake;

import com.fasterxml.jackson.databind.JsonNode;
import forja.common.wire.Wire;
import java.nio.charset.StandardCharsets;

/** A message that a program got, in whatever protocol: its JSON and what it is about. */
record Heard(JsonNode json, Object correlation) {

  static Heard of(String json, Object correlation) {
    return new Heard(Wire.tree(json.getBytes(StandardCharsets.UTF_8)), correlation);
  }

  String id() {
    return json.path("id").asText();
  }

  boolean repeated() {
    return json.path("repeated").asBoolean();
  }
}
