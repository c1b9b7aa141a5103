package forja.routes.wiring;

import java.net.URI;
import java.time.Duration;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.client.impl.ClientSessionInternal;

/** Where the broker is and who we are to it; opens connections. */
public record Broker(URI address, Credential credential, Duration timeToLive) {
  public static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofSeconds(10);
  private static final int LARGEST_PLAIN_MESSAGE = 400 * 1024;
  private static final int ACKNOWLEDGE_EACH = 0;

  public Broker(URI address, Credential credential) {
    this(address, credential, DEFAULT_TIME_TO_LIVE);
  }

  /** A connection whose sends and acknowledgements take effect together, at a commit. */
  Connection transacted(int consumerWindowBytes) throws ActiveMQException {
    var locator = locator().setConsumerWindowSize(consumerWindowBytes);
    return connect(locator, false);
  }

  /** A connection whose sends take effect one by one, and may be confirmed later by a handler. */
  Connection immediate() throws ActiveMQException {
    // Only here: on a consuming connection a confirmation window makes the broker keep a dead
    // client's session, and
    // redeliver nothing.
    var locator = locator().setConfirmationWindowSize(1 << 20).setProducerWindowSize(4 << 20);
    return connect(locator, true);
  }

  /** As {@link #immediate}, and each send waits until the broker has it. */
  Connection blocking() throws ActiveMQException {
    return connect(locator().setBlockOnDurableSend(true).setBlockOnNonDurableSend(true), true);
  }

  private ServerLocator locator() {
    try {
      return BrokerAddress.locator(address)
          .setReconnectAttempts(0)
          .setInitialConnectAttempts(1)
          .setConfirmationWindowSize(-1)
          .setConnectionTTL(timeToLive.toMillis())
          .setClientFailureCheckPeriod(timeToLive.toMillis())
          .setCallTimeout(timeToLive.toMillis())
          .setBlockOnDurableSend(false)
          .setBlockOnAcknowledge(false)
          .setMinLargeMessageSize(LARGEST_PLAIN_MESSAGE);
    } catch (Exception unusable) {
      throw new IllegalArgumentException("not the address of a broker: " + address, unusable);
    }
  }

  private Connection connect(ServerLocator locator, boolean autoCommit) throws ActiveMQException {
    try {
      var factory = locator.createSessionFactory();
      return new Connection(locator, session(factory, autoCommit), () -> session(factory, true));
    } catch (ActiveMQException away) {
      locator.close();
      throw away;
    } catch (Exception away) {
      locator.close();
      throw new ActiveMQException(away.getMessage(), away, null);
    }
  }

  private ClientSession session(ClientSessionFactory factory, boolean autoCommit)
      throws ActiveMQException {
    return factory.createSession(
        credential.user(),
        credential.password(),
        false,
        autoCommit,
        autoCommit,
        false,
        ACKNOWLEDGE_EACH);
  }

  /** Opens one more session on a connection that there is. */
  @FunctionalInterface
  interface MoreSessions {
    ClientSession open() throws ActiveMQException;
  }

  /** One session on a connection of its own; both end together. */
  record Connection(ServerLocator locator, ClientSession session, MoreSessions more)
      implements AutoCloseable {

    /** For whoever uses the connection beside the thread that owns its session. */
    ClientSession anotherSession() throws ActiveMQException {
      return more.open();
    }

    /** Ends the connection without a word, so that nobody waits for an answer from it. */
    void cut() {
      if (session instanceof ClientSessionInternal internal) {
        internal.getConnection().fail(new ActiveMQNotConnectedException("given up"));
      }
    }

    /**
     * Whether the broker may hand over more. What it has handed over stays here, and is read: the
     * session itself is not stopped.
     */
    void setDelivering(boolean on) throws ActiveMQException {
      if (session instanceof ClientSessionInternal internal) {
        if (on) {
          internal.getSessionContext().sessionStart();
        } else {
          internal.getSessionContext().sessionStop();
        }
      }
    }

    /** Runs the given step once when the connection is lost. */
    void whenLost(Runnable step) {
      session.addFailureListener(new LostConnection(step));
    }

    @Override
    public void close() {
      locator.close();
    }
  }
}
