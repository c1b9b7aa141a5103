package forja.api.ledger;

import java.time.Clock;

/** Releases again what nobody knows of any more; never on silence alone. */
public final class Reconciler implements AutoCloseable {
  public Reconciler(
      LedgerDatabase database, Clock clock, Bell bell, BrokerView broker, Claims claims) {}

  public void start() {}

  @Override
  public void close() {}
}
