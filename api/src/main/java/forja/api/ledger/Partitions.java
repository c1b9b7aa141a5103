package forja.api.ledger;

import java.time.Clock;

/** Makes the partitions of the days to come. */
public final class Partitions implements AutoCloseable {
  public Partitions(LedgerDatabase database, Clock clock) {}

  public void start() {}

  @Override
  public void close() {}
}
