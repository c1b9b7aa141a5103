package forja.api.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A row of the audit for the jobs that one request has booked: it is named by the first of them.
 */
record BookedAct(NewJob first, int jobs) {
  /** What the answer to a booking says, also when it waits for the end of the job. */
  static final int OUTCOME = 202;

  /** Jobs of a request stand together. */
  static List<BookedAct> of(List<Booking> bookings) {
    var acts = new ArrayList<BookedAct>();
    int from = 0;
    for (int to = 1; to <= bookings.size(); to++) {
      if (to == bookings.size() || !isOneAct(bookings.get(from).job(), bookings.get(to).job())) {
        acts.add(new BookedAct(bookings.get(from).job(), to - from));
        from = to;
      }
    }
    acts.removeIf(act -> act.isUnseen());
    return acts;
  }

  @SuppressWarnings("ReferenceEquality")
  private boolean isUnseen() {
    return first.origin() == Origin.UNSEEN;
  }

  /** Requests may look alike; each has an origin of its own. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isOneAct(NewJob one, NewJob other) {
    return one.customer() == other.customer() && one.origin() == other.origin();
  }

  static void give(LedgerCall call, List<Booking> bookings) throws SQLException {
    var acts = of(bookings);
    call.withMany("acts", "uuid", column(acts, act -> act.first.id().value()))
        .withMany("actors", "int4", column(acts, act -> act.first.customer()))
        .withMany("times", "int4", column(acts, BookedAct::jobs))
        .withMany("ats", "int8", column(acts, act -> WorkerText.micros(act.first.acceptedAt())))
        .withMany("whos", "text", column(acts, act -> act.first.origin().who()))
        .withMany("roles", "text", column(acts, act -> act.first.origin().role()))
        .withMany("operations", "text", column(acts, act -> act.first.origin().operation()))
        .withMany("addresses", "text", column(acts, act -> act.first.origin().address()))
        .withMany("actRequests", "text", column(acts, act -> act.first.origin().requestId()));
  }

  private static Object[] column(List<BookedAct> acts, Function<BookedAct, Object> value) {
    return acts.stream().map(value).toArray();
  }
}
