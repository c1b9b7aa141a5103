package forja.routes.wiring;

import java.util.concurrent.locks.ReentrantLock;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * One session that many threads may use in turn; opened when first needed, and anew when it was
 * lost.
 */
final class Line implements AutoCloseable {
  private final ReentrantLock turn = new ReentrantLock();
  private final Opening opening;
  private Broker.@Nullable Connection connection;

  /** How a connection is opened. */
  @FunctionalInterface
  interface Opening {
    Broker.Connection open() throws ActiveMQException;
  }

  /** What is done with the session. */
  @FunctionalInterface
  interface Use<T> {
    T with(ClientSession session) throws ActiveMQException;
  }

  Line(Opening opening) {
    this.opening = opening;
  }

  /** Throws {@link BrokerAway} when it is unknown what became of it. */
  <T> T use(Use<T> use) {
    turn.lock();
    try {
      return use.with(session());
    } catch (ActiveMQException away) {
      disconnect();
      throw new BrokerAway(away);
    } finally {
      turn.unlock();
    }
  }

  private ClientSession session() throws ActiveMQException {
    if (connection == null || connection.session().isClosed()) {
      disconnect();
      connection = opening.open();
      connection.session().start();
    }
    return connection.session();
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  @Override
  public void close() {
    turn.lock();
    try {
      disconnect();
    } finally {
      turn.unlock();
    }
  }
}
