package forja.api.ledger;

/** Publishes events after their commit, in order, one api process at a time. */
public final class EventPublisher implements AutoCloseable {
  public EventPublisher(LedgerDatabase database, LedgerReader reader, Feed feed, EventPort port) {}

  public void start() {}

  @Override
  public void close() {}
}
