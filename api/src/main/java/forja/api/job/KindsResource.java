package forja.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.Answers;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.api.request.JobSchemas;
import forja.common.job.Kind;
import forja.common.job.Kinds;
import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** {@code /kinds}: which kinds of job there are, each with its schema and an example. */
public final class KindsResource implements Resource {
  private final ObjectNode answer = Wire.json().createObjectNode();

  public KindsResource(JobSchemas schemas) {
    var items = answer.putArray("items");
    Kinds.postable().forEach(kind -> add(kind, schemas, items));
  }

  @Override
  public void addTo(Routes routes) {
    routes.get("/kinds", Routes.JSON, this::list);
  }

  private void list(Context http) {
    new Query(http, Set.of()).check();
    Answers.json(http, 200, answer);
  }

  private static void add(Kind kind, JobSchemas schemas, ArrayNode items) {
    var schema = schemas.document(kind);
    var item =
        items
            .addObject()
            .put("name", kind.name())
            .put("capability", kind.capability().id())
            .put("title", schema.path("title").asText())
            .put("description", schema.path("description").asText());
    item.set("schema", schema);
    item.set("example", example(kind));
  }

  private static JsonNode example(Kind kind) {
    try (var example =
        KindsResource.class.getResourceAsStream("/forja/examples/" + kind.name() + ".json")) {
      if (example == null) {
        throw new IllegalStateException("there is no example of " + kind.name());
      }
      return Wire.tree(example.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
