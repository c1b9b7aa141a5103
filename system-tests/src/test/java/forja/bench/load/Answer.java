package forja.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import forja.common.wire.Wire;
import java.nio.charset.StandardCharsets;

/** What the api has answered. */
public record Answer(int status, byte[] content) {

  /** A load that is refused measures nothing. */
  public Answer require(int wanted) {
    if (status != wanted) {
      throw new IllegalStateException("answered %d, not %d: %s".formatted(status, wanted, body()));
    }
    return this;
  }

  public String body() {
    return new String(content, StandardCharsets.UTF_8);
  }

  public JsonNode json() {
    return Wire.tree(content);
  }
}
