package forja.api.identity;

import forja.api.ledger.Customer;
import java.util.UUID;

/** A user, as far as a log-in is concerned; the password as it is kept. */
record Account(
    UUID id, Customer customer, String name, String role, String password, boolean isDisabled) {

  /** Without the password. */
  @Override
  public String toString() {
    return name + " of " + customer.name();
  }
}
