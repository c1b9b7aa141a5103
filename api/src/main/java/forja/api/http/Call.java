package forja.api.http;

import forja.api.http.Access.Rule;
import forja.api.ledger.Origin;
import java.util.Optional;

/**
 * One request for an operation, as the audit tells of it: who asked, when that is known, in whose
 * audit it goes (0: the farm's own), for what object, from which address.
 */
public record Call(
    Rule rule,
    Optional<Caller> caller,
    int customer,
    String object,
    String address,
    String requestId) {

  /** What is told of all that comes of it. */
  public Origin origin() {
    if (caller.filter(Caller::isAnybody).isPresent()) {
      return Origin.UNSEEN;
    }
    return new Origin(
        caller.map(Caller::who).orElse(""),
        caller.map(known -> known.role().wireName()).orElse(""),
        rule.operation(),
        address,
        requestId);
  }
}
