package forja.api.ledger;

import java.time.Clock;

/** Repeats the order to stop for every job that is being cancelled, until it has ended. */
public final class CancelLoop implements AutoCloseable {
  public CancelLoop(LedgerDatabase database, Clock clock, Bell bell, CancelPort port) {}

  public void start() {}

  @Override
  public void close() {}
}
