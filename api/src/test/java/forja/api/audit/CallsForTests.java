package forja.api.audit;

import forja.api.http.Access;
import forja.api.http.Access.Rule;
import forja.api.http.Call;
import forja.api.http.Caller;
import forja.api.http.Role;
import forja.api.ledger.Customer;
import java.util.Optional;

/** Requests as the gate tells of them. */
final class CallsForTests {
  static final Rule CREATES = Access.changes("createThing", Role.OPERATOR, "things", "");
  static final Rule REMOVES = Access.changes("removeThing", Role.OPERATOR, "things", "id");
  static final Rule READS = Access.reads("showThing", Role.VIEWER, "things", "id");

  private CallsForTests() {}

  static Call of(Rule rule, String who, String object) {
    return of(Customer.MAIN, rule, who, object);
  }

  static Call of(Customer customer, Rule rule, String who, String object) {
    var caller = Caller.of(customer, Role.OPERATOR, who);
    return new Call(rule, Optional.of(caller), customer.id(), object, "192.0.2.1", "request-1");
  }

  static Call ofAStranger(Rule rule, String address) {
    return new Call(rule, Optional.empty(), 0, "", address, "request-2");
  }
}
