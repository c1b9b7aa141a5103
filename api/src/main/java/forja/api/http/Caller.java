package forja.api.http;

import forja.api.ledger.Customer;

/**
 * Who is asking: for which customer, with which rights, and by which name it goes into the audit
 * ({@code admin}, {@code user:anna}, {@code token:anna/ci}); abroad when the farm's administrator
 * acts for a customer that is not its own.
 */
public record Caller(Customer customer, Role role, String who, Scopes scopes, boolean abroad) {

  private static final String ANYBODY = "anybody";

  /** Whom an api that is open for a benchmark takes everybody for. */
  public static Caller anybody() {
    return of(Customer.MAIN, Role.FARM_ADMIN, ANYBODY);
  }

  boolean isAnybody() {
    return who.equals(ANYBODY);
  }

  /** At home, with all that the role allows. */
  public static Caller of(Customer customer, Role role, String who) {
    return new Caller(customer, role, who, Scopes.ALL, false);
  }

  /** The farm's administrator, acting for this customer. */
  Caller actingFor(Customer other) {
    return new Caller(other, role, who, scopes, !other.equals(customer));
  }

  /** Whether what belongs to the farm and to no customer is this caller's to see. */
  public boolean isTheFarm() {
    return role == Role.FARM_ADMIN && !abroad;
  }
}
