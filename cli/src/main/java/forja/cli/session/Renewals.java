package forja.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.config.StoredLogin.Renewal;
import forja.cli.json.Json;
import java.time.Clock;
import java.time.Duration;

/** When the token of a login has to be renewed. */
public final class Renewals {
  private static final Duration EARLIEST = Duration.ofSeconds(60);

  private Renewals() {}

  /** A minute before the token expires; when it lasts for a few minutes only, later. */
  public static Renewal of(JsonNode login, Clock clock) {
    var life = Duration.ofSeconds(login.path("expiresIn").asLong());
    var fifth = life.dividedBy(5);
    var early = fifth.compareTo(EARLIEST) < 0 ? fifth : EARLIEST;
    return new Renewal(Json.text(login, "refresh"), clock.instant().plus(life.minus(early)));
  }
}
