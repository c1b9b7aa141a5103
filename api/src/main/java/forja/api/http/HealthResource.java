package forja.api.http;

import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /health}: does the process live, and can it take work. */
public final class HealthResource implements Resource {
  private static final Logger log = LoggerFactory.getLogger(HealthResource.class);

  private final List<ReadinessCheck> checks;

  public HealthResource(List<ReadinessCheck> checks) {
    this.checks = List.copyOf(checks);
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .openGet("/health/live", Routes.JSON, HealthResource::live)
        .openGet("/health/ready", Routes.JSON, this::ready);
  }

  private static void live(Context http) {
    new Query(http, Set.of()).check();
    Answers.json(http, 200, Wire.json().createObjectNode().put("status", "up"));
  }

  void ready(Context http) {
    new Query(http, Set.of()).check();
    var parts = Wire.json().createObjectNode();
    boolean up = true;
    for (var check : checks) {
      var condition = condition(check);
      up &= condition.isUp();
      parts
          .putObject(check.part())
          .put("status", condition.isUp() ? "up" : "down")
          .put("detail", condition.detail().orElse(null));
    }
    if (!up) {
      http.header("Retry-After", "1");
    }
    var body = Wire.json().createObjectNode().put("status", up ? "up" : "down");
    Answers.json(http, up ? 200 : 503, body.set("parts", parts));
  }

  private static Condition condition(ReadinessCheck check) {
    try {
      return check.condition();
    } catch (RuntimeException failed) {
      log.warn("the check of {} failed; it counts as down", check.part(), failed);
      return Condition.down("cannot be checked");
    }
  }
}
