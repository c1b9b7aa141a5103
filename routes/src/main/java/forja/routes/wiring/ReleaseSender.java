package forja.routes.wiring;

import forja.common.job.Capability;
import forja.common.wire.JobWire.ReleasedJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQInterruptedException;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes released jobs to their queues without waiting for the broker. What the broker has not
 * confirmed is sent again with the same duplicate id; what stays unconfirmed is left to the
 * reconciler.
 */
public final class ReleaseSender implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReleaseSender.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final LinkedBlockingQueue<Release> waiting = new LinkedBlockingQueue<>();
  private final Unconfirmed unconfirmed = new Unconfirmed(System::nanoTime);
  private final Broker broker;
  private final BrokerDesk desk;
  private final Function<ReleasedJob, String> proofs;
  private final Thread thread = Thread.ofPlatform().name("releases").daemon().unstarted(this::run);

  /** The last argument makes the proof that goes with a job. */
  public ReleaseSender(Broker broker, BrokerDesk desk, Function<ReleasedJob, String> proofs) {
    this.broker = broker;
    this.desk = desk;
    this.proofs = proofs;
  }

  public void start() {
    thread.start();
  }

  public void send(List<ReleasedJob> jobs, Capability capability, String pool) {
    var queue = Channels.jobs(capability, pool);
    waiting.addAll(jobs.stream().map(job -> Release.of(queue, job, proofs.apply(job))).toList());
  }

  private void run() {
    var complaint = new Complaint(log);
    try {
      while (true) {
        try (var connection = broker.immediate()) {
          complaint.over("released jobs go to {}", broker.address());
          send(connection);
        } catch (ActiveMQInterruptedException toldToStop) {
          throw toldToStop;
        } catch (ActiveMQException | RuntimeException away) {
          complaint.say("{} takes no jobs, they wait; trying again", broker.address(), away);
        }
        Thread.sleep(PAUSE);
        unconfirmed.all().forEach(waiting::add);
      }
    } catch (InterruptedException | ActiveMQInterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Broker.Connection connection) throws ActiveMQException, InterruptedException {
    var lost = new AtomicBoolean();
    connection.whenLost(() -> lost.set(true));
    var producers = new HashMap<String, ClientProducer>();
    var turn = new ArrayList<Release>();
    while (!lost.get()) {
      turn.addAll(unconfirmed.overdue());
      var first = waiting.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      if (first != null) {
        turn.add(first);
        waiting.drainTo(turn);
      }
      // Guards against a connection that is lost in the middle of a turn: none is forgotten.
      turn.forEach(unconfirmed::add);
      for (var release : turn) {
        send(connection.session(), release, producers);
      }
      turn.clear();
    }
  }

  private void send(ClientSession session, Release release, Map<String, ClientProducer> producers)
      throws ActiveMQException {
    var producer = producers.get(release.queue());
    if (producer == null) {
      // A message to no queue would be dropped without a word.
      desk.declare(release.queue());
      producer = session.createProducer(release.queue());
      producers.put(release.queue(), producer);
    }
    var message = session.createMessage(true);
    release.writeTo(message);
    producer.send(message, new Confirmation(release, unconfirmed));
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
