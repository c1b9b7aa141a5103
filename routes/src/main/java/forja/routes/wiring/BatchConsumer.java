package forja.routes.wiring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQInterruptedException;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds a route with all that has come in since its last batch. The body is a list of {@link
 * Received}; the route ends, then the batch is acknowledged. A route that fails gets the same batch
 * again, until it succeeds.
 */
final class BatchConsumer extends DefaultConsumer {
  private static final Logger log = LoggerFactory.getLogger(BatchConsumer.class);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int MOST_A_BATCH = 64;
  private static final int WINDOW_BYTES = 4 << 20;

  private final Broker broker;
  private final BatchSource source;
  private final Thread reader;

  BatchConsumer(ForjaEndpoint endpoint, Processor processor, Broker broker, BatchSource source) {
    super(endpoint, processor);
    this.broker = broker;
    this.source = source;
    this.reader =
        Thread.ofPlatform()
            .name("read-" + endpoint.getEndpointUri())
            .daemon()
            .unstarted(this::keepReading);
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    reader.start();
  }

  @Override
  protected void doStop() throws Exception {
    reader.interrupt();
    reader.join();
    super.doStop();
  }

  private void keepReading() {
    var complaint = new Complaint(log);
    try {
      while (true) {
        try (var connection = broker.transacted(WINDOW_BYTES)) {
          read(connection, complaint);
        } catch (ActiveMQException away) {
          complaint.say(
              "{} cannot be read, messages wait in the broker; trying again", getEndpoint(), away);
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException | ActiveMQInterruptedException _) {
      log.debug("{} is no longer read", getEndpoint());
    }
  }

  private void read(Broker.Connection connection, Complaint complaint)
      throws ActiveMQException, InterruptedException {
    var arrived = new ArrayBlockingQueue<Arrival>(MOST_A_BATCH);
    var lost = new AtomicBoolean();
    var session = connection.session();
    connection.whenLost(() -> lost.set(true));
    source.open(session).setMessageHandler(message -> put(arrived, message, lost));
    session.start();
    complaint.over("{} is read", getEndpoint());
    var batch = new ArrayList<Arrival>();
    try {
      while (!lost.get()) {
        var first = arrived.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          arrived.drainTo(batch, MOST_A_BATCH - 1);
          work(session, batch, lost);
          batch.clear();
        }
      }
    } finally {
      lost.set(true);
    }
  }

  private void work(ClientSession session, List<Arrival> batch, AtomicBoolean lost)
      throws ActiveMQException, InterruptedException {
    if (succeeds(batch.stream().map(Arrival::read).toList(), lost)) {
      for (var arrival : batch) {
        arrival.message().individualAcknowledge();
      }
      session.commit();
    }
  }

  private record Arrival(ClientMessage message, Received read) {
    Arrival(ClientMessage message) {
      this(message, Received.of(message));
    }
  }

  /** The client closes no session whose handler waits, so this waits for no longer than needed. */
  private static void put(
      ArrayBlockingQueue<Arrival> arrived, ClientMessage message, AtomicBoolean lost) {
    var arrival = new Arrival(message);
    try {
      boolean taken = false;
      while (!taken && !lost.get()) {
        taken = arrived.offer(arrival, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tries until it does; says false when the session was lost before. */
  private boolean succeeds(List<Received> batch, AtomicBoolean lost) throws InterruptedException {
    var complaint = new Complaint(log);
    while (!lost.get()) {
      var exchange = createExchange(false);
      try {
        exchange.getIn().setBody(batch);
        getProcessor().process(exchange);
        if (exchange.getException() == null) {
          return true;
        }
        complaint.say(
            "{} cannot be worked on, the messages wait; trying again",
            getEndpoint(),
            exchange.getException());
      } catch (Exception failure) {
        complaint.say(
            "{} cannot be worked on, the messages wait; trying again", getEndpoint(), failure);
      } finally {
        releaseExchange(exchange, false);
      }
      Thread.sleep(PAUSE);
    }
    return false;
  }
}
