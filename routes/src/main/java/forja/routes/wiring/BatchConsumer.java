package forja.routes.wiring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
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
  private static final int MOST_A_BATCH = 512;
  private static final int WINDOW_BYTES = 4 << 20;

  /** So many bytes may wait for their batch, and one message more. */
  private static final int MOST_BYTES = 8 << 20;

  private final Broker broker;
  private final BatchSource source;
  private final Optional<CarefulReader> careful;
  private final Thread reader;

  BatchConsumer(ForjaEndpoint endpoint, Processor processor, Broker broker, BatchSource source) {
    super(endpoint, processor);
    this.broker = broker;
    this.source = source;
    this.careful = source.queue().map(queue -> new CarefulReader(broker, queue));
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
    boolean calm = true;
    try {
      while (true) {
        try {
          calm = calm ? readBatches(complaint) : careful.orElseThrow().read(this::work);
        } catch (ActiveMQInterruptedException toldToStop) {
          throw toldToStop;
        } catch (ActiveMQException | RuntimeException away) {
          complaint.say(
              "{} cannot be read, messages wait in the broker; trying again", getEndpoint(), away);
          calm = careful.isEmpty();
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException | ActiveMQInterruptedException _) {
      log.debug("{} is no longer read", getEndpoint());
    }
  }

  /** Ends when the consumer is lost, perhaps for what it was to read: says whether to go on so. */
  private boolean readBatches(Complaint complaint) throws ActiveMQException, InterruptedException {
    try (var connection = broker.transacted(WINDOW_BYTES)) {
      read(connection, complaint);
    }
    return careful.isEmpty();
  }

  private void read(Broker.Connection connection, Complaint complaint)
      throws ActiveMQException, InterruptedException {
    var inbox = new Inbox();
    try {
      connection.whenLost(() -> inbox.closed().set(true));
      var session = connection.session();
      var consumer = source.open(session);
      consumer.setMessageHandler(message -> inbox.put(new Arrival(message)));
      session.start();
      complaint.over("{} is read", getEndpoint());
      // The broker may drop the consumer alone, over a message that it cannot translate for us.
      while (!inbox.closed().get() && !consumer.isClosed()) {
        finish(inbox.batch(), inbox, session);
      }
    } finally {
      inbox.closed().set(true);
    }
  }

  private void finish(List<Arrival> batch, Inbox inbox, ClientSession session)
      throws ActiveMQException, InterruptedException {
    if (!batch.isEmpty()) {
      if (!work(batch.stream().map(Arrival::read).toList(), inbox.closed())) {
        return;
      }
      for (var arrival : batch) {
        arrival.message().individualAcknowledge();
      }
      session.commit();
      inbox.done(batch);
    }
  }

  private record Arrival(ClientMessage message, Received read) {
    Arrival(ClientMessage message) {
      this(message, Received.of(message));
    }

    /** The message itself is kept for its receipt, whatever of it was read. */
    int weight() {
      int bytes = message.getEncodeSize() + read.body().length;
      return Math.clamp(bytes, MOST_BYTES / MOST_A_BATCH, MOST_BYTES / 2);
    }
  }

  /** What has come in over one connection and waits for its batch. */
  private record Inbox(ArrayBlockingQueue<Arrival> arrived, Semaphore room, AtomicBoolean closed) {
    Inbox() {
      this(new ArrayBlockingQueue<>(MOST_A_BATCH), new Semaphore(MOST_BYTES), new AtomicBoolean());
    }

    /** Waits in the thread that feeds us, so that nothing more is taken from the broker. */
    void put(Arrival arrival) {
      try {
        while (!closed.get()) {
          if (room.tryAcquire(arrival.weight(), PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
            arrived.add(arrival);
            return;
          }
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    /** Empty when nothing comes for a moment. */
    List<Arrival> batch() throws InterruptedException {
      var batch = new ArrayList<Arrival>();
      var first = arrived.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      if (first != null) {
        batch.add(first);
        arrived.drainTo(batch, MOST_A_BATCH - 1);
      }
      return batch;
    }

    void done(List<Arrival> batch) {
      room.release(batch.stream().mapToInt(Arrival::weight).sum());
    }
  }

  /** Tries until it succeeds; says false when the session was lost before. */
  private boolean work(List<Received> batch, AtomicBoolean lost) throws InterruptedException {
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
