package forja.api.ledger;

import java.time.Clock;

/**
 * Decides who goes next, in turns; several may run, the database lets one lane be served by one at
 * a time.
 */
public final class Dispatcher implements AutoCloseable {
  public Dispatcher(
      LedgerDatabase database, Clock clock, Bell bell, LiveSlots slots, ReleasePort port) {}

  public void start() {}

  public void wake() {}

  @Override
  public void close() {}
}
