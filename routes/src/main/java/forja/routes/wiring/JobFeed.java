package forja.routes.wiring;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQInterruptedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a worker attached to the queue of one pool: when the session breaks, the next one is
 * opened.
 */
final class JobFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(JobFeed.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** Whoever is told to stop has so long to see it and to hand back its job. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final JobConsumer consumer;
  private final Broker broker;
  private final WorkerPlace.Serving serving;
  private final String queue;
  private final Semaphore slots;
  private final Fence fence;
  private final Thread keeper;
  private volatile @Nullable JobSession current;
  private volatile boolean closing;

  JobFeed(
      JobConsumer consumer,
      Broker broker,
      WorkerPlace.Serving serving,
      String pool,
      Semaphore slots,
      Fence fence) {
    this.consumer = consumer;
    this.broker = broker;
    this.serving = serving;
    this.queue = Channels.jobs(serving.capability(), pool);
    this.slots = slots;
    this.fence = fence;
    this.keeper = Thread.ofPlatform().name("feed-" + queue).daemon().unstarted(this::keepAttached);
  }

  void start() {
    keeper.start();
  }

  private void keepAttached() {
    var complaint = new Complaint(log);
    try {
      while (!closing) {
        if (!serving.draining().awaitOff(PAUSE)) {
          continue;
        }
        try (var session = new JobSession(broker, serving, queue, consumer, slots, fence)) {
          complaint.over("{} is served by {}", queue, serving.worker());
          current = session;
          // Guards against a close that has seen no session, or the one before.
          if (!closing) {
            session.work();
          }
        } catch (ActiveMQInterruptedException toldToStop) {
          throw toldToStop;
        } catch (ActiveMQException | RuntimeException away) {
          complaint.say(
              "{} cannot be read, its jobs wait or go elsewhere; trying again", queue, away);
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException | ActiveMQInterruptedException _) {
      log.debug("{} is no longer served", queue);
    }
  }

  @Override
  public void close() {
    try {
      closing = true;
      var session = current;
      if (session != null) {
        session.drain(GRACE);
      }
      keeper.join(GRACE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    keeper.interrupt();
  }
}
