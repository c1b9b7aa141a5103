package forja.api.user;

import forja.api.http.Body;
import forja.api.http.Caller;
import forja.api.http.Gate;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Role;
import forja.api.http.Routes;
import forja.api.identity.Identity;
import forja.api.identity.LoginDesk;
import forja.api.identity.Passwords;
import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
import forja.api.request.StringFields;
import forja.api.store.Store;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /users/{item}/password}: everybody changes his own, an admin that of others. */
public final class UserPasswordResource implements Resource {
  private static final String PASSWORD = "password";
  private static final String OLD = "old";
  private static final Set<String> OWN = Set.of(OLD, PASSWORD);
  private static final Set<String> ANOTHERS = Set.of(PASSWORD);

  private final Store<UserRow> users;
  private final Passwords passwords;
  private final LoginDesk desk;
  private final Identity identity;

  public UserPasswordResource(
      Store<UserRow> users, Passwords passwords, LoginDesk desk, Identity identity) {
    this.users = users;
    this.passwords = passwords;
    this.desk = desk;
    this.identity = identity;
  }

  @Override
  public void addTo(Routes routes) {
    routes.put("/users/{item}/password", Routes.JSON, this::change);
  }

  private void change(Context http) {
    new Query(http, Set.of()).check();
    Body.type(http, List.of(Routes.JSON));
    var caller = Gate.caller(http);
    var reference = http.pathParam("item");
    boolean isOwn = isOwn(caller, reference);
    if (!isOwn && !caller.role().includes(Role.ADMIN)) {
      throw new Problem(ProblemType.FORBIDDEN, "only an admin changes the password of others");
    }
    var body = Body.bytes(http, Body.SMALL);
    var form = Body.require(StringFields.read(body, isOwn ? OWN : ANOTHERS));
    var user =
        users.find(caller.customer().id(), reference).orElseThrow(UserPasswordResource::unknown);
    if (user.runsTheFarm() && !caller.role().includes(Role.FARM_ADMIN)) {
      throw new Problem(ProblemType.FORBIDDEN, "only a farm-admin decides about a farm-admin");
    }
    requireGood(form.get(PASSWORD), user.name());
    if (isOwn) {
      requireOld(form, user, http);
    }
    var hash = passwords.hash(form.get(PASSWORD));
    var changed =
        users.change(
            caller.customer().id(), user.id().toString(), caller.who(), row -> row.change(hash));
    if (changed.isEmpty()) {
      throw unknown();
    }
    identity.forgetUser(user.id());
    http.status(204);
  }

  private static boolean isOwn(Caller caller, String reference) {
    var own = caller.session().map(session -> session.user().toString());
    return Self.means(caller, reference)
        || (!caller.abroad() && own.filter(reference::equals).isPresent());
  }

  private static void requireGood(String password, String name) {
    var problems = PasswordRules.problems(password, name);
    if (!problems.isEmpty()) {
      throw Body.wrong(problems);
    }
  }

  private void requireOld(Map<String, String> form, UserRow user, Context http) {
    var customer = Gate.caller(http).customer().name();
    var said = new LoginDesk.Form(customer, user.name(), form.get(OLD));
    if (!desk.confirms(said, Gate.call(http).address())) {
      throw Body.wrong(List.of(FieldProblem.at(OLD, "is not your password", Code.NOT_ALLOWED)));
    }
  }

  private static Problem unknown() {
    return new Problem(ProblemType.UNKNOWN_ITEM, "there is no user of yours with this id or name");
  }
}
