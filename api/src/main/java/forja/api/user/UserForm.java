package forja.api.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.Body;
import forja.api.http.Caller;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Role;
import forja.api.identity.Identity;
import forja.api.identity.Passwords;
import forja.api.ledger.Customer;
import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
import forja.api.store.ItemField;
import forja.api.store.ItemForm;
import java.util.List;

/**
 * {@code /users}: an admin says who belongs to his customer. Only the farm's administrator says who
 * else runs the farm.
 */
public final class UserForm implements ItemForm<UserRow> {
  private static final String PASSWORD = "password";

  private final Passwords passwords;
  private final Identity identity;
  private final Admins admins;

  public UserForm(Passwords passwords, Identity identity, Admins admins) {
    this.passwords = passwords;
    this.identity = identity;
    this.admins = admins;
  }

  @Override
  public String path() {
    return "/users";
  }

  @Override
  public String schema() {
    return "User";
  }

  @Override
  public List<ItemField> fields() {
    return List.of(ItemField.text("role"), ItemField.flag("disabled"));
  }

  /** It stands in the audit. */
  @Override
  public boolean isNameFixed() {
    return true;
  }

  /** A hash takes long: nothing waits in a transaction for it. */
  @Override
  public ObjectNode prepare(ObjectNode document, Caller caller) {
    var password = document.path(PASSWORD);
    if (!password.isTextual()) {
      return document;
    }
    var problems = PasswordRules.problems(password.textValue(), document.path("name").asText());
    if (!problems.isEmpty()) {
      throw Body.wrong(problems);
    }
    return document.deepCopy().put(PASSWORD, passwords.hash(password.textValue()));
  }

  @Override
  public List<FieldProblem> fill(UserRow row, JsonNode document, Caller caller) {
    boolean isSelf = Self.is(row, caller);
    boolean wasAdmin = !row.isNew() && row.isAdmin();
    requireToRunTheFarm(row, caller);
    if (isSelf && document.has(PASSWORD)) {
      return problem(PASSWORD, "is changed at /users/" + row.name() + "/password");
    }
    if (row.isNew() && !document.has(PASSWORD)) {
      return List.of(FieldProblem.at(PASSWORD, "is missing", Code.MISSING));
    }
    var problems = row.take(document);
    requireToRunTheFarm(row, caller);
    if (row.runsTheFarm() && owner(caller) != Customer.MAIN.id()) {
      return problem("role", "farm-admin belongs to the customer main");
    }
    if (wasAdmin && !row.isAdmin()) {
      requireAnother(row, caller);
    }
    return problems;
  }

  private static void requireToRunTheFarm(UserRow row, Caller caller) {
    if (row.runsTheFarm() && !caller.role().includes(Role.FARM_ADMIN)) {
      throw new Problem(ProblemType.FORBIDDEN, "only a farm-admin decides about a farm-admin");
    }
  }

  private void requireAnother(UserRow row, Caller caller) {
    if (Self.is(row, caller) && !admins.isThereAnother(owner(caller), row.id())) {
      throw new Problem(ProblemType.LAST_ADMIN, "nobody else is an admin of your customer");
    }
  }

  private static List<FieldProblem> problem(String field, String detail) {
    return List.of(FieldProblem.at(field, detail, Code.NOT_ALLOWED));
  }

  @Override
  public void changed(UserRow row, Caller caller) {
    identity.forgetUser(row.id());
  }

  @Override
  public void beforeRemoval(UserRow row, Caller caller) {
    requireToRunTheFarm(row, caller);
    if (row.isAdmin()) {
      requireAnother(row, caller);
    }
  }

  @Override
  public void removed(UserRow row, Caller caller) {
    identity.forgetUser(row.id());
  }
}
