package forja.api.http;

import forja.api.ledger.Customer;
import java.util.Optional;
import java.util.UUID;

/**
 * Who is asking: for which customer, with which rights, and by which name it goes into the audit
 * ({@code admin}, {@code user:anna}, {@code token:anna/ci}); abroad when the farm's administrator
 * acts for a customer that is not its own. Who has logged in has a session.
 */
public record Caller(
    Customer customer,
    Role role,
    String who,
    Scopes scopes,
    boolean abroad,
    Optional<Session> session) {

  /** What began with a log-in, and whose it is. */
  public record Session(UUID id, UUID user) {}

  private static final String ANYBODY = "anybody";

  public Caller(Customer customer, Role role, String who, Scopes scopes, boolean abroad) {
    this(customer, role, who, scopes, abroad, Optional.empty());
  }

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

  /** The same, who has logged in. */
  public Caller in(Session begun) {
    return new Caller(customer, role, who, scopes, abroad, Optional.of(begun));
  }

  /** The farm's administrator, acting for this customer. */
  Caller actingFor(Customer other) {
    return new Caller(other, role, who, scopes, !other.equals(customer), session);
  }

  /** Whether what belongs to the farm and to no customer is this caller's to see. */
  public boolean isTheFarm() {
    return role == Role.FARM_ADMIN && !abroad;
  }
}
