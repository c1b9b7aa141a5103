package forja.api.ledger;

/**
 * More jobs wait to be booked than the ledger wants to hold in memory; nothing was booked, try
 * again soon.
 */
public final class LedgerBusy extends RuntimeException {
  public LedgerBusy(int waiting) {
    super(waiting + " jobs wait to be booked");
  }
}
