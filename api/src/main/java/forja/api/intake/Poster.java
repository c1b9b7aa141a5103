package forja.api.intake;

import forja.api.http.Access;
import forja.api.http.Access.Rule;
import forja.api.http.Call;
import forja.api.http.Caller;
import forja.api.http.Role;
import forja.api.ledger.Customer;
import forja.routes.intake.Intake.Posted;
import java.util.Optional;

/**
 * Whoever posts to the intake of a customer, as the audit tells of him: the broker has let him in
 * by the customer's credential, and the message is his request.
 */
final class Poster {
  private static final Rule INTAKE = Access.changes("intake", Role.OPERATOR, "jobs", "");
  private static final String FROM = "broker";

  private Poster() {}

  static Call call(Customer customer, Posted message) {
    var caller = Caller.of(customer, Role.OPERATOR, "broker:customer-" + customer.name());
    return new Call(
        INTAKE, Optional.of(caller), customer.id(), "", FROM, "message:" + message.origin());
  }
}
