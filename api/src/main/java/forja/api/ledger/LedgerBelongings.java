package forja.api.ledger;

import java.util.List;

/** What customers own in the ledger, in the order in which it goes. */
public final class LedgerBelongings {
  private LedgerBelongings() {}

  public static List<Belongings> in(LedgerDatabase database) {
    return List.of(
        new CustomerRows(database, "limits", "permit_limit"),
        new PauseBelongings(database),
        new CustomerRows(database, "dead letters", "dead_letter"),
        new JobBelongings(database),
        new EventBelongings(database),
        new CustomerRows(database, "idempotency keys", "booking_key"),
        new CustomerRows(database, "unique keys", "unique_job"),
        new CustomerRows(database, "places in the queue", "ready"),
        new CustomerRows(database, "places in lines", "lock_wait"),
        new CustomerRows(database, "locks", "lock_permit"),
        new CustomerRows(database, "hints at locks", "lock_freed"),
        new CustomerRows(database, "positions in the feed", "feed_cursor"),
        new CustomerRows(database, "counts of the released", "lane_out"),
        new CustomerRows(database, "counts of the returned", "lane_in"));
  }
}
