package forja.cli.session;

import forja.cli.config.ClientConfig;
import forja.cli.config.LoginFile;
import forja.cli.config.StoredLogin;
import forja.cli.http.ApiCall;
import forja.cli.http.ApiClient;
import forja.cli.http.Bearer;
import forja.cli.http.Refused;
import forja.cli.json.Json;
import java.time.Clock;
import java.util.Optional;

/**
 * The stored login as a token that stays good: it is renewed before it expires, and when the api
 * refuses it. Several clients may share the login; each refresh token is used by one of them only.
 */
public final class Session implements Bearer {
  private final LoginFile file;
  private final ApiClient api;
  private final Clock clock;
  private volatile StoredLogin login;

  private Session(LoginFile file, StoredLogin login, ApiClient api, Clock clock) {
    this.file = file;
    this.login = login;
    this.api = api;
    this.clock = clock;
  }

  /** What this client shows to the api: the first of the tokens that there are. */
  public static Bearer of(ClientConfig config, ApiClient api, Clock clock) {
    return config
        .givenToken()
        .map(Bearer::of)
        .or(() ->
            config
                .loginAt(api.address())
                .map(login -> new Session(config.loginFile(), login, api, clock)))
        .or(() -> config.adminTokenFor(api.address()).map(Bearer::of))
        .orElse(Bearer.NOBODY);
  }

  @Override
  public Optional<String> token() {
    var current = login;
    var isDue = current.renewal().filter(then -> !clock.instant().isBefore(then.due())).isPresent();
    return Optional.of(isDue ? renewed(current).token() : current.token());
  }

  @Override
  public Optional<String> insteadOf(String refused) {
    var current = login;
    if (current.renewal().isEmpty()) {
      return Optional.empty();
    }
    var next = current.token().equals(refused) ? renewed(current) : current;
    return Optional.of(next.token()).filter(token -> !token.equals(refused));
  }

  private StoredLogin renewed(StoredLogin spent) {
    return file.alone(() -> {
      var stored = file.read().filter(other -> other.url().equals(spent.url()));
      // Guards against two clients that use one refresh token: the second finds what the first got.
      var next = stored.filter(other -> other.token().equals(spent.token())).map(this::refresh);
      // Who logged out meanwhile must not be logged in again.
      login = next.or(() -> stored).orElse(spent);
      return login;
    });
  }

  private StoredLogin refresh(StoredLogin spent) {
    var renewal = spent.renewal();
    if (renewal.isEmpty()) {
      return spent;
    }
    try {
      var body = Json.object().put("refresh", renewal.get().refresh());
      var answer = api.send(ApiCall.post("/login/refresh", body)).json();
      var next = spent.renewed(Json.text(answer, "token"), Renewals.of(answer, clock));
      file.write(next);
      return next;
    } catch (Refused ended) {
      // The token itself is refused next, in words that say what to do.
      return spent;
    }
  }
}
