package forja.api.http;

import forja.api.http.Access.Rule;
import forja.api.http.Routes.Route;
import forja.api.ledger.Customer;
import forja.api.ledger.LedgerUnavailable;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Lets a request in: the caller is known and may do what he asks for, and the answer comes in a
 * form that is wanted.
 */
public final class Gate {
  /** The customer that the farm's administrator acts for. */
  public static final String CUSTOMER = "Forja-Customer";

  /** No token of ours is longer. */
  private static final int LONGEST_TOKEN = 8 * 1024;

  private static final String CALLER = "forja.caller";
  private static final String CALL = "forja.call";
  private static final String ATTENDANCE = "forja.attendance";
  private static final String SUBJECT = "forja.subject";
  private static final String NOTED = "forja.noted";
  private static final String BEARER = "bearer ";

  private final Callers callers;
  private final CustomerNames customers;
  private final Operations operations;
  private final Optional<Caller> everybody;

  public Gate(Callers callers, CustomerNames customers) {
    this(callers, customers, Operations.shipped());
  }

  /** With operations that stand in no document. */
  public Gate(Callers callers, CustomerNames customers, Operations operations) {
    this(callers, customers, operations, Optional.empty());
  }

  private Gate(
      Callers callers, CustomerNames customers, Operations operations, Optional<Caller> everybody) {
    this.callers = callers;
    this.customers = customers;
    this.operations = operations;
    this.everybody = everybody;
  }

  /** For benchmarks alone: asks nobody anything, and takes everybody for this caller. */
  public static Gate open(Caller everybody) {
    return new Gate(
        _ -> Optional.of(everybody),
        _ -> Optional.empty(),
        Operations.shipped(),
        Optional.of(everybody));
  }

  /** Whose request this is; only for routes that want a token. */
  public static Caller caller(Context http) {
    return known(http).orElseThrow();
  }

  /** Whose request this is, when that is known: by a token, or because he has just logged in. */
  static Optional<Caller> known(Context http) {
    return Optional.<Caller>ofNullable(http.attribute(CALLER));
  }

  /** Somebody has said who he is in another way than by a token. */
  public static void recognise(Context http, Caller caller) {
    http.attribute(CALLER, caller);
  }

  /** Names what the request is about, where its path does not; and whose that is. */
  public static void about(Context http, Customer owner, String object) {
    http.attribute(SUBJECT, new Subject(owner.id(), object));
  }

  /** What the audit tells of this request. */
  public static Call call(Context http) {
    var rule = Optional.<Rule>ofNullable(http.attribute(CALL)).orElseGet(() -> Subject.stray(http));
    var subject = Subject.of(rule, http);
    var caller = known(http);
    return new Call(
        rule,
        caller,
        caller.map(one -> one.customer().id()).orElse(subject.owner()),
        subject.object(),
        RequestHeaders.address(http),
        RequestHeaders.id(http));
  }

  /** The audit has been told by what carried it out, in the same transaction. */
  public static void noted(Context http) {
    http.attribute(NOTED, true);
  }

  static boolean isNoted(Context http) {
    return Optional.<Boolean>ofNullable(http.attribute(NOTED)).orElse(false);
  }

  static Optional<Subject> subject(Context http) {
    return Optional.<Subject>ofNullable(http.attribute(SUBJECT));
  }

  /** From now on it is known what is asked for. */
  static void meet(Rule rule, Context http) {
    http.attribute(CALL, rule);
  }

  /** Whether the caller might still ask for this; looked up anew. */
  static BooleanSupplier attendance(Context http) {
    return Optional.<BooleanSupplier>ofNullable(http.attribute(ATTENDANCE)).orElse(() -> true);
  }

  Rule rule(Route route) {
    return operations.of(route);
  }

  void pass(Rule rule, String produces, Context http) {
    meet(rule, http);
    if (everybody.isPresent()) {
      recognise(http, everybody.get());
    } else if (!rule.isOpen()) {
      var token = token(http);
      var home = callerOf(token);
      recognise(http, home);
      var caller = acting(home, http);
      recognise(http, caller);
      require(rule, caller);
      BooleanSupplier attendance = () -> isStillGood(token, caller, rule);
      http.attribute(ATTENDANCE, attendance);
    }
    if (!Accepts.takes(http.header("Accept"), produces)) {
      throw new Problem(ProblemType.NOT_ACCEPTABLE, "this answers as " + produces);
    }
  }

  /** Strangers learn about open paths only. */
  void passUnrouted(List<Route> here, Context http) {
    if (everybody.isEmpty() && here.stream().noneMatch(Route::open)) {
      recognise(http, callerOf(token(http)));
    }
  }

  private static String token(Context http) {
    var header = Optional.ofNullable(http.header("Authorization")).orElse("");
    if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw unknown("Bearer", "a token is needed: Authorization: Bearer <token>");
    }
    if (header.length() > LONGEST_TOKEN) {
      throw unknownToken();
    }
    return header.substring(BEARER.length()).strip();
  }

  private Caller callerOf(String token) {
    return callers.byToken(token).orElseThrow(Gate::unknownToken);
  }

  /** Whoever may not act for others learns nothing about whether they exist. */
  private Caller acting(Caller caller, Context http) {
    var name = http.header(CUSTOMER);
    if (name == null || name.equals(caller.customer().name())) {
      return caller;
    }
    if (caller.role() != Role.FARM_ADMIN) {
      throw unknownCustomer();
    }
    return customers.named(name).map(caller::actingFor).orElseThrow(Gate::unknownCustomer);
  }

  private static void require(Rule rule, Caller caller) {
    if (rule.allows(caller)) {
      return;
    }
    var least = rule.least().orElseThrow();
    var scope = Scopes.least(rule.area(), rule.effect());
    boolean isScope = caller.role().includes(least);
    throw new Problem(
            ProblemType.FORBIDDEN,
            isScope
                ? rule.operation() + " needs the scope " + scope
                : rule.operation() + " needs the role " + least.wireName())
        .with("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"")
        .telling("operation", rule.operation())
        .telling("role", least.wireName());
  }

  private boolean isStillGood(String token, Caller then, Rule rule) {
    try {
      return callers
          .byToken(token)
          .filter(now -> then.abroad() ? now.role() == Role.FARM_ADMIN : isOf(now, then))
          .filter(rule::allows)
          .isPresent();
    } catch (LedgerUnavailable _) {
      // Nobody can tell now; whoever was let in is not put out for that.
      return true;
    }
  }

  private static boolean isOf(Caller now, Caller then) {
    return now.customer().equals(then.customer());
  }

  static Problem unknown(String challenge, String detail) {
    return new Problem(ProblemType.UNAUTHORIZED, detail).with("WWW-Authenticate", challenge);
  }

  static Problem unknownToken() {
    return unknown("Bearer error=\"invalid_token\"", "this token is not known");
  }

  private static Problem unknownCustomer() {
    return new Problem(ProblemType.UNKNOWN_CUSTOMER, "you act for no customer of this name");
  }
}
