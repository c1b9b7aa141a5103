package forja.api.http;

import static forja.api.http.Role.ADMIN;
import static forja.api.http.Role.FARM_ADMIN;
import static forja.api.http.Role.OPERATOR;
import static forja.api.http.Role.VIEWER;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * THE table: who may call which operation of {@code openapi.yaml}. An operation without a line
 * here, or a line without an operation, keeps the api from starting.
 *
 * <p>An operation names the least role, the area that a token's scope must cover, whether it
 * changes anything, and which parameter of its path names its object ("" when there is none).
 */
public final class Access {
  /** The area that every token may look at. */
  public static final String ME = "me";

  /** Everybody has his own. */
  public static final String TOKENS = "tokens";

  private static final String NONE = "";

  // One line per operation, by area; the owner of an operation adds its line.
  private static final List<Rule> TABLE =
      List.of(
          // What the farm is
          openly("live", "health"),
          openly("ready", "health"),
          openly("openapi", "reference"),
          openly("docs", "reference"),
          openly("explainProblem", "reference"),
          reads("metrics", FARM_ADMIN, "metrics", NONE),
          // Who is asking
          openChange("login", ME),
          openChange("refreshLogin", ME),
          openChange("logout", ME),
          openly("jwks", ME),
          changes("rotateKeys", FARM_ADMIN, "keys", NONE),
          changes("setPassword", VIEWER, ME, "item"),
          reads("listTokens", VIEWER, TOKENS, NONE),
          changes("createToken", VIEWER, TOKENS, NONE),
          reads("queryTokens", VIEWER, TOKENS, NONE),
          reads("showToken", VIEWER, TOKENS, "item"),
          changes("replaceToken", VIEWER, TOKENS, "item"),
          changes("changeToken", VIEWER, TOKENS, "item"),
          changes("removeToken", VIEWER, TOKENS, "item"),
          reads("listUsers", ADMIN, "users", NONE),
          changes("createUser", ADMIN, "users", NONE),
          reads("queryUsers", ADMIN, "users", NONE),
          reads("showUser", ADMIN, "users", "item"),
          changes("replaceUser", ADMIN, "users", "item"),
          changes("changeUser", ADMIN, "users", "item"),
          changes("removeUser", ADMIN, "users", "item"),
          reads("showAccess", VIEWER, ME, NONE),
          reads("listAudit", ADMIN, "audit", NONE),
          // Jobs
          changes("submitJob", OPERATOR, "jobs", NONE),
          changes("submitJobs", OPERATOR, "jobs", NONE),
          reads("listJobs", VIEWER, "jobs", NONE),
          reads("showJob", VIEWER, "jobs", "id"),
          reads("showQueued", VIEWER, "jobs", "id"),
          changes("cancelJob", OPERATOR, "jobs", "id"),
          changes("retryJob", OPERATOR, "jobs", "id"),
          reads("listAttempts", VIEWER, "jobs", "id"),
          reads("readLog", VIEWER, "jobs", "id"),
          reads("watchJob", VIEWER, "jobs", "id"),
          reads("watchAll", VIEWER, "jobs", NONE),
          reads("listKinds", VIEWER, "jobs", NONE),
          reads("listQueues", VIEWER, "jobs", NONE),
          // Dead letters
          reads("listDead", VIEWER, "dead", NONE),
          reads("showDead", VIEWER, "dead", "id"),
          changes("discardDead", OPERATOR, "dead", "id"),
          changes("resubmitDead", OPERATOR, "dead", "id"),
          // Locks and limits
          reads("listLocks", VIEWER, "locks", NONE),
          reads("showLock", VIEWER, "locks", "name"),
          changes("releaseLock", OPERATOR, "locks", "name"),
          reads("listLimits", VIEWER, "limits", NONE),
          changes("setLimit", ADMIN, "limits", "subject"),
          changes("removeLimit", ADMIN, "limits", "subject"),
          // Machines
          reads("listMachines", VIEWER, "machines", NONE),
          changes("createMachine", OPERATOR, "machines", NONE),
          reads("queryMachines", VIEWER, "machines", NONE),
          reads("showMachine", VIEWER, "machines", "item"),
          changes("replaceMachine", OPERATOR, "machines", "item"),
          changes("changeMachine", OPERATOR, "machines", "item"),
          changes("removeMachine", OPERATOR, "machines", "item"),
          // Secrets
          reads("listSecrets", OPERATOR, "secrets", NONE),
          changes("createSecret", ADMIN, "secrets", NONE),
          reads("querySecrets", OPERATOR, "secrets", NONE),
          reads("showSecret", OPERATOR, "secrets", "item"),
          changes("replaceSecret", ADMIN, "secrets", "item"),
          changes("changeSecret", ADMIN, "secrets", "item"),
          changes("removeSecret", ADMIN, "secrets", "item"),
          changes("rotateSecrets", FARM_ADMIN, "secrets", NONE),
          // Customers
          reads("listCustomers", FARM_ADMIN, "customers", NONE),
          changes("createCustomer", FARM_ADMIN, "customers", NONE),
          reads("queryCustomers", FARM_ADMIN, "customers", NONE),
          reads("showCustomer", FARM_ADMIN, "customers", "item"),
          changes("replaceCustomer", FARM_ADMIN, "customers", "item"),
          changes("changeCustomer", FARM_ADMIN, "customers", "item"),
          changes("deleteCustomer", FARM_ADMIN, "customers", "item"),
          // The farm: one for all customers
          reads("listPauses", VIEWER, "pauses", NONE),
          changes("pause", FARM_ADMIN, "pauses", "name"),
          changes("resume", FARM_ADMIN, "pauses", "name"),
          reads("listWorkers", VIEWER, "workers", NONE),
          changes("changeWorker", FARM_ADMIN, "workers", "id"));

  private static final Map<String, Rule> RULES = byOperation();

  private Access() {}

  /** Whether an operation changes anything. */
  public enum Effect {
    READS,
    CHANGES
  }

  /** Who may call one operation; nobody has to say who he is when there is no least role. */
  public record Rule(
      String operation, Optional<Role> least, String area, Effect effect, String object) {

    public boolean isOpen() {
      return least.isEmpty();
    }

    public boolean changes() {
      return effect == Effect.CHANGES;
    }

    public boolean allows(Caller caller) {
      return least.isEmpty()
          || (caller.role().includes(least.get()) && caller.scopes().cover(area, effect));
    }
  }

  /** The whole table, in its order. */
  public static List<Rule> table() {
    return TABLE;
  }

  public static Optional<Rule> rule(String operation) {
    return Optional.ofNullable(RULES.get(operation));
  }

  /** What a scope can name. */
  public static Set<String> areas() {
    var areas = new TreeSet<String>();
    TABLE.stream().filter(rule -> !rule.isOpen()).forEach(rule -> areas.add(rule.area()));
    return areas;
  }

  public static Rule reads(String operation, Role least, String area, String object) {
    return new Rule(operation, Optional.of(least), area, Effect.READS, object);
  }

  public static Rule changes(String operation, Role least, String area, String object) {
    return new Rule(operation, Optional.of(least), area, Effect.CHANGES, object);
  }

  private static Rule openly(String operation, String area) {
    return new Rule(operation, Optional.empty(), area, Effect.READS, NONE);
  }

  private static Rule openChange(String operation, String area) {
    return new Rule(operation, Optional.empty(), area, Effect.CHANGES, NONE);
  }

  private static Map<String, Rule> byOperation() {
    var rules = new LinkedHashMap<String, Rule>();
    for (var rule : TABLE) {
      if (rules.put(rule.operation(), rule) != null) {
        throw new IllegalStateException(rule.operation() + " stands twice in the table of access");
      }
    }
    return rules;
  }
}
