package forja.api.http;

import forja.api.ledger.Customer;
import java.util.Locale;

/** Who is asking: for which customer, and what that one may do. */
public record Caller(Customer customer, Role role) {

  /** What a caller may do. */
  public enum Role {
    VIEWER,
    OPERATOR,
    ADMIN;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
