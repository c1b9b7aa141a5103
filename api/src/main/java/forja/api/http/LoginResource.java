package forja.api.http;

import forja.api.request.StringFields;
import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/** {@code /login}: tells whose token it is. */
public final class LoginResource implements Resource {
  private final Callers callers;

  public LoginResource(Callers callers) {
    this.callers = callers;
  }

  @Override
  public void addTo(Routes routes) {
    routes.openPost("/login", Routes.JSON, this::login);
  }

  private void login(Context http) {
    new Query(http, Set.of()).check();
    Body.type(http, List.of(Routes.JSON));
    var form = Body.require(StringFields.read(Body.bytes(http, Body.SMALL), Set.of("token")));
    var caller =
        callers
            .byToken(form.get("token"))
            .orElseThrow(Gate::unknownToken);
    Answers.json(
        http,
        200,
        Wire.json()
            .createObjectNode()
            .put("customer", caller.customer().name())
            .put("role", caller.role().wireName()));
  }
}
