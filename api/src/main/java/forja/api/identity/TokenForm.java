package forja.api.identity;

import com.fasterxml.jackson.databind.JsonNode;
import forja.api.http.Caller;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Role;
import forja.api.http.Scopes;
import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
import forja.api.store.ItemField;
import forja.api.store.ItemForm;
import forja.api.store.Store;
import forja.common.job.JobId;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code /tokens}: everybody has his own, which may do no more than he. An admin sees those of his
 * customer and can take them away, by their id.
 */
final class TokenForm implements ItemForm<TokenRow> {
  static final Duration USUALLY = Duration.ofDays(90);
  static final Duration LONGEST = Duration.ofDays(366);

  private static final ItemField USER = ItemField.text("user");

  private final Store<TokenRow> store;
  private final Identity identity;
  private final Clock clock;

  TokenForm(Store<TokenRow> store, Identity identity, Clock clock) {
    this.store = store;
    this.identity = identity;
    this.clock = clock;
  }

  @Override
  public String path() {
    return "/tokens";
  }

  @Override
  public String schema() {
    return "Token";
  }

  @Override
  public List<ItemField> fields() {
    return List.of(USER, ItemField.time("expiresAt"), ItemField.time("lastUsedAt"));
  }

  /** It stands in the audit. */
  @Override
  public boolean isNameFixed() {
    return true;
  }

  /** Several users may have a token of the same name: a name means one's own. */
  @Override
  public Store<TokenRow> seen(Store<TokenRow> all, Caller caller, String reference) {
    boolean isName = !reference.isEmpty() && JobId.parse(reference).isEmpty();
    return caller.role().includes(Role.ADMIN) && !isName
        ? all
        : all.only(USER, owner(caller.who()));
  }

  private static String owner(String who) {
    return Who.of(who).user().orElse("");
  }

  @Override
  public List<FieldProblem> fill(TokenRow row, JsonNode document, Caller caller) {
    requireInPerson(caller);
    var problems = new ArrayList<FieldProblem>();
    var scopes = scopes(document, problems);
    var until = until(row, document, problems);
    if (row.isNew()) {
      row.make(caller.session().map(Caller.Session::user), owner(caller.who()));
    } else if (!row.isOf(owner(caller.who()))) {
      throw refused("this token is somebody else's: it can be taken away, and not changed");
    }
    row.allow(scopes, until);
    return problems;
  }

  /** A token that made tokens would live for ever. */
  private static void requireInPerson(Caller caller) {
    var who = Who.of(caller.who());
    if (who.isToken()) {
      throw refused("a personal token makes and changes no tokens: log in");
    }
    if (caller.abroad()) {
      throw refused("tokens are made at home: leave out Forja-Customer");
    }
    if (who.user().isPresent() && caller.session().isEmpty()) {
      throw refused("only who has logged in makes tokens");
    }
  }

  private static List<String> scopes(JsonNode document, List<FieldProblem> problems) {
    var scopes = new ArrayList<String>();
    var given = document.path("scopes");
    for (int place = 0; place < given.size(); place++) {
      var word = given.get(place).asText();
      if (!Scopes.isKnown(word)) {
        problems.add(
            new FieldProblem(
                "/scopes/" + place, "must be *, an area, or an area and :read", Code.NOT_ALLOWED));
      }
      scopes.add(word);
    }
    return scopes;
  }

  private Instant until(TokenRow row, JsonNode document, List<FieldProblem> problems) {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var given = document.path("expiresAt");
    var until = given.isMissingNode() ? Optional.of(now.plus(USUALLY)) : time(given.asText());
    if (until.filter(time -> isGood(row, time, now)).isEmpty()) {
      problems.add(
          FieldProblem.at(
              "expiresAt", "must be a time within the next 366 days", Code.OUT_OF_RANGE));
    }
    return until.orElse(now);
  }

  /** What was good once may stay as it is. */
  private static boolean isGood(TokenRow row, Instant time, Instant now) {
    return row.expiresAt().equals(time) || (time.isAfter(now) && !time.isAfter(now.plus(LONGEST)));
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /**
   * Guards against a session that had ended before its token was made, and was not known to have:
   * the token would outlive the change of the password that has ended it.
   */
  @Override
  public void created(TokenRow row, Caller caller) {
    var session = caller.session();
    if (session.isPresent() && identity.session(session.get().id()).isEmpty()) {
      store.remove(caller.customer().id(), row.id().toString(), _ -> {});
      throw LoginDesk.ended();
    }
  }

  @Override
  public void changed(TokenRow row, Caller caller) {
    identity.forgetToken(row.id());
  }

  @Override
  public void beforeRemoval(TokenRow row, Caller caller) {
    if (row.isOfTheFarm() && !caller.role().includes(Role.FARM_ADMIN)) {
      throw refused("this token is the farm administrator's");
    }
  }

  @Override
  public void removed(TokenRow row, Caller caller) {
    identity.forgetToken(row.id());
  }

  private static Problem refused(String why) {
    return new Problem(ProblemType.FORBIDDEN, why);
  }
}
