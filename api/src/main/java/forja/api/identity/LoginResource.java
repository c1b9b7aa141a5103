package forja.api.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.Answers;
import forja.api.http.Body;
import forja.api.http.Caller;
import forja.api.http.Gate;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.api.identity.LoginDesk.Form;
import forja.api.request.StringFields;
import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /login} and {@code /logout}: from a password to a session, and to its end. */
public final class LoginResource implements Resource {
  private static final String BEARER = "bearer ";
  private static final Set<String> BY_PASSWORD = Set.of("customer", "user", "password");
  private static final Set<String> BY_TOKEN = Set.of("token");
  private static final Set<String> BY_REFRESH = Set.of("refresh");

  private final LoginDesk desk;
  private final Identity identity;
  private final SigningKeys keys;

  LoginResource(LoginDesk desk, Identity identity, SigningKeys keys) {
    this.desk = desk;
    this.identity = identity;
    this.keys = keys;
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .openPost("/login", Routes.JSON, this::login)
        .openPost("/login/refresh", Routes.JSON, this::refresh)
        .openPost("/logout", Routes.JSON, this::logout)
        .post("/login/keys/rotate", Routes.JSON, this::rotate);
  }

  private void login(Context http) {
    new Query(http, Set.of()).check();
    var fields = fields(http, List.of(BY_PASSWORD, BY_TOKEN));
    if (fields.containsKey("token")) {
      var caller = identity.byToken(fields.get("token")).orElseThrow(LoginResource::unknown);
      Gate.recognise(http, caller);
      Answers.json(http, 200, view(caller));
      return;
    }
    var form = new Form(fields.get("customer"), fields.get("user"), fields.get("password"));
    desk.claimed(form).ifPresent(user -> Gate.about(http, user.customer(), user.name()));
    answer(http, desk.login(form, Gate.call(http).address()));
  }

  private void refresh(Context http) {
    new Query(http, Set.of()).check();
    answer(http, desk.refresh(fields(http, List.of(BY_REFRESH)).get("refresh")));
  }

  private static void answer(Context http, Welcome welcome) {
    Gate.recognise(http, welcome.caller());
    Answers.json(
        http,
        200,
        view(welcome.caller())
            .put("token", welcome.token())
            .put("refresh", welcome.refresh())
            .put("expiresIn", LoginDesk.life().toSeconds()));
  }

  /** By the refresh token in the body; without a body by the token that is shown. */
  private void logout(Context http) {
    new Query(http, Set.of()).check();
    var body = Body.bytes(http, Body.SMALL);
    if (body.length == 0) {
      var caller = desk.logout(shown(http)).orElseThrow(LoginResource::unknown);
      Gate.recognise(http, caller);
    } else {
      Body.type(http, List.of(Routes.JSON));
      var form = Body.require(StringFields.read(body, BY_REFRESH));
      desk.logoutByRefresh(form.get("refresh")).ifPresent(caller -> Gate.recognise(http, caller));
    }
    http.status(204);
  }

  private static String shown(Context http) {
    return Optional.ofNullable(http.header("Authorization"))
        .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(BEARER))
        .map(header -> header.substring(BEARER.length()).strip())
        .orElseThrow(LoginResource::unknown);
  }

  private void rotate(Context http) {
    new Query(http, Set.of()).check();
    Body.requireNone(http);
    Answers.json(http, 200, Wire.json().createObjectNode().put("kid", keys.rotate()));
  }

  private static Map<String, String> fields(Context http, List<Set<String>> forms) {
    Body.type(http, List.of(Routes.JSON));
    return Body.require(StringFields.readOneOf(Body.bytes(http, Body.SMALL), forms));
  }

  private static ObjectNode view(Caller caller) {
    var view =
        Wire.json()
            .createObjectNode()
            .put("customer", caller.customer().name())
            .put("role", caller.role().wireName())
            .put("who", caller.who());
    Who.of(caller.who()).user().ifPresent(name -> view.put("user", name));
    return view;
  }

  private static Problem unknown() {
    return new Problem(ProblemType.UNAUTHORIZED, "this token is not known")
        .with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  }
}
