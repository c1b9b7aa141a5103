package forja.api.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.common.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** An event of a job as the world outside sees it: CloudEvents 1.0, structured JSON. */
public record CloudEvent(
    String specversion,
    String id,
    String source,
    String type,
    String subject,
    Instant time,
    String datacontenttype,
    JsonNode data) {

  public static CloudEvent of(String kind, JobEvent event) {
    var job = event.job().toString();
    return new CloudEvent(
        "1.0",
        job + "/" + event.number(),
        "/jobs/" + job,
        "forja.job." + event.change().wireName(),
        job,
        event.at(),
        "application/json",
        data(kind, event));
  }

  private static ObjectNode data(String kind, JobEvent event) {
    var data =
        Wire.json()
            .createObjectNode()
            .put("job", event.job().toString())
            .put("kind", kind)
            .put("number", event.number())
            .put("change", event.change().wireName())
            .put("state", event.state().wireName())
            .put("attempt", event.token().attempt());
    event.worker().ifPresent(worker -> data.put("worker", worker));
    event
        .body()
        .map(body -> Wire.tree(body.getBytes(StandardCharsets.UTF_8)))
        .ifPresent(
            body -> body.properties().forEach(field -> data.set(field.getKey(), field.getValue())));
    return data;
  }
}
