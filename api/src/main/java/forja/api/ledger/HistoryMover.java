package forja.api.ledger;

import java.time.Clock;

/** Moves jobs that ended a while ago out of the way of the living. */
public final class HistoryMover implements AutoCloseable {
  public HistoryMover(LedgerDatabase database, Clock clock) {}

  public void start() {}

  @Override
  public void close() {}
}
