package forja.routes.wiring;

import forja.common.job.JobId;
import forja.common.job.JobReport;
import forja.common.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/**
 * Ends jobs: acknowledges every receipt, sends what there is to say, commits, and takes what ended
 * meanwhile. Receipt and final report are one commit, shared by all jobs that ended at that moment.
 *
 * <p>The one thread that runs it is the only one that touches the session.
 */
final class FinishLoop {
  private static final int MOST_A_TURN = 500;

  /**
   * When so much is said at once there is more to come: a commit shared by more costs each less.
   */
  private static final int MANY = 8;

  private static final long GATHER = TimeUnit.MILLISECONDS.toNanos(1);

  /** Most jobs end sooner, and then their start travels with their end. */
  private static final long START_MAY_WAIT = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long PROGRESS_MAY_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

  private final LinkedBlockingQueue<Word> words = new LinkedBlockingQueue<>();
  private final Map<JobId, HeldBack> heldBack = new LinkedHashMap<>();
  private final ClientSession session;
  private final ClientProducer producer;
  private final String worker;
  private volatile boolean abandoned;

  private sealed interface Word {}

  private record Told(JobReport report) implements Word {}

  private record Ended(ClientMessage receipt, JobId job, byte[] report) implements Word {}

  private record Refused(ClientMessage receipt, String reason) implements Word {}

  private record Lost() implements Word {}

  private record HeldBack(JobReport report, long due) {}

  FinishLoop(ClientSession session, String worker) throws ActiveMQException {
    this.session = session;
    this.producer = session.createProducer(Channels.status(worker));
    this.worker = worker;
  }

  /** Says how a job goes, soon; what a later word makes superfluous is left out. */
  void tell(JobReport report) {
    words.add(new Told(report));
  }

  /** The last word on a job. */
  void end(ClientMessage receipt, JobReport.Final report) {
    words.add(new Ended(receipt, report.job(), Wire.write(report)));
  }

  /**
   * Nobody can carry out this message: it goes to the dead letters with the reason, and its job
   * ends.
   */
  void refuse(ClientMessage receipt, String reason) {
    words.add(new Refused(receipt, reason));
  }

  /** Nothing more will be said; what was not committed will be delivered again. */
  void lose() {
    words.add(new Lost());
  }

  /** As {@link #lose}, and what was said before and is not committed is not committed any more. */
  void abandon() {
    abandoned = true;
    lose();
  }

  /** Works until the session is lost. */
  void run() throws InterruptedException, ActiveMQException {
    var turn = new ArrayList<Word>();
    while (!turn.contains(new Lost())) {
      turn.clear();
      await(turn);
      if (abandoned) {
        return;
      }
      var bundle = new BundleWriter(worker);
      boolean anyReceipt = false;
      for (var word : turn) {
        anyReceipt |= speak(word, bundle);
      }
      addWhatWaitedLongEnough(bundle);
      if (anyReceipt || !bundle.isEmpty()) {
        send(bundle);
      }
    }
  }

  private boolean speak(Word word, BundleWriter bundle) throws ActiveMQException {
    switch (word) {
      case Told(var report) -> hold(report);
      case Ended(var receipt, var job, var report) -> {
        heldBack.remove(job);
        receipt.individualAcknowledge();
        bundle.add(report);
      }
      case Refused(var receipt, var reason) -> {
        receipt.individualAcknowledge();
        DeadLetters.send(session, receipt, new DeadLetters.Refusal(worker, reason));
        UnreadableJob.report(receipt, reason).ifPresent(end -> bundle.add(Wire.write(end)));
      }
      case Lost _ -> {}
    }
    return word instanceof Ended || word instanceof Refused;
  }

  private void await(List<Word> turn) throws InterruptedException {
    var first =
        heldBack.isEmpty() ? words.take() : words.poll(untilNextDue(), TimeUnit.NANOSECONDS);
    if (first != null) {
      turn.add(first);
      words.drainTo(turn, MOST_A_TURN - 1);
      if (turn.size() >= MANY) {
        TimeUnit.NANOSECONDS.sleep(GATHER);
        words.drainTo(turn, MOST_A_TURN - turn.size());
      }
    }
  }

  private void hold(JobReport report) {
    var before = heldBack.get(report.job());
    long wait = report instanceof JobReport.Started ? START_MAY_WAIT : PROGRESS_MAY_WAIT;
    heldBack.put(
        report.job(),
        new HeldBack(report, before == null ? System.nanoTime() + wait : before.due()));
  }

  private long untilNextDue() {
    long soonest = heldBack.values().stream().mapToLong(HeldBack::due).min().orElseThrow();
    return Math.max(0, soonest - System.nanoTime());
  }

  private void addWhatWaitedLongEnough(BundleWriter bundle) {
    long now = System.nanoTime();
    for (var held = heldBack.values().iterator(); held.hasNext(); ) {
      var next = held.next();
      if (next.due() - now <= 0) {
        bundle.add(Wire.write(next.report()));
        held.remove();
      }
    }
  }

  private void send(BundleWriter bundle) throws ActiveMQException {
    for (var body : bundle.bodies()) {
      var message = session.createMessage(true);
      message.getBodyBuffer().writeBytes(body);
      producer.send(message);
    }
    if (abandoned) {
      return;
    }
    session.commit();
  }
}
