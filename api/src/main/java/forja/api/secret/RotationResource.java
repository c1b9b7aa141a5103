package forja.api.secret;

import forja.api.http.Answers;
import forja.api.http.Body;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.util.Set;

/** The operation by which an operator takes a new master key into use. */
public final class RotationResource implements Resource {
  private final Rotation rotation;

  public RotationResource(Rotation rotation) {
    this.rotation = rotation;
  }

  @Override
  public void addTo(Routes routes) {
    routes.post("/secrets/rotate", Routes.JSON, this::rotate);
  }

  private void rotate(Context http) {
    new Query(http, Set.of()).check();
    Body.requireNone(http);
    var done = rotation.run();
    var answer = Wire.json().createObjectNode().put("key", done.key());
    var sealed = answer.putObject("sealed");
    done.counts()
        .forEach((what, count) ->
            sealed.putObject(what).put("anew", count.done()).put("failed", count.failed()));
    Answers.json(http, 200, answer);
  }
}
