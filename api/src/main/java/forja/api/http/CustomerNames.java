package forja.api.http;

import forja.api.ledger.Customer;
import java.util.Optional;

/** Knows the customers by name; asked with each request that names one. */
@FunctionalInterface
public interface CustomerNames {
  Optional<Customer> named(String name);
}
