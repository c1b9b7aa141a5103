package forja.api.ledger;

/** PostgreSQL cannot be reached or refuses to work; whether a change was made is not known. */
public final class LedgerUnavailable extends RuntimeException {
  public LedgerUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
