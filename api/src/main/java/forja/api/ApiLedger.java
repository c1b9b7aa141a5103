package forja.api;

import forja.api.audit.Audit;
import forja.api.ledger.Bell;
import forja.api.ledger.CancelLoop;
import forja.api.ledger.DatabaseConfig;
import forja.api.ledger.DeadLetters;
import forja.api.ledger.Deadlines;
import forja.api.ledger.Dispatcher;
import forja.api.ledger.EventPublisher;
import forja.api.ledger.Feed;
import forja.api.ledger.HistoryMover;
import forja.api.ledger.LaneRates;
import forja.api.ledger.Ledger;
import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.LedgerReader;
import forja.api.ledger.LedgerSweeper;
import forja.api.ledger.LiveSlots;
import forja.api.ledger.Partitions;
import forja.api.ledger.QueueReader;
import forja.api.ledger.Reconciler;
import forja.api.ledger.ReleaseProofs;
import forja.api.worker.LiveWorkers;
import forja.common.job.JobIds;
import forja.routes.program.Parts;
import forja.routes.wiring.Fence;
import forja.routes.wiring.ReleaseSender;
import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;

/** The ledger of an api process, and the loops that work on it. */
final class ApiLedger {
  private final LedgerDatabase database;
  private final Bell bell = new Bell();
  private final Parts parts;
  private final Clock clock;
  private final LedgerReader reader;
  private final Ledger ledger;
  private final Feed feed;
  private final DeadLetters deadLetters;
  private final LongAdder unproven = new LongAdder();
  private final Audit audit;

  ApiLedger(DatabaseConfig config, ApiBroker broker, Clock clock, Parts parts) {
    this.database = parts.add(LedgerDatabase.open(config));
    this.parts = parts;
    this.clock = clock;
    this.audit = parts.add(new Audit(database, clock));
    parts.add(new Partitions(database, clock)).start();
    this.reader = new LedgerReader(database);
    this.ledger = parts.add(new Ledger(database, clock, bell, broker.ports(reader)));
    this.deadLetters = new DeadLetters(database, new JobIds(clock), clock);
    this.feed = parts.add(new Feed(database, reader, bell));
  }

  void startLoops(LiveWorkers workers, ApiBroker broker, ReleaseProofs proofs) {
    var ports = broker.ports(reader);
    var releases = parts.add(new ReleaseSender(broker.broker(), broker.desk(), proofs::of));
    releases.start();
    parts
        .add(
            new Dispatcher(
                database,
                clock,
                bell,
                workers,
                (jobs, lane) -> releases.send(jobs, lane.capability(), lane.pool())))
        .start();
    parts.add(new LedgerSweeper(database, clock)).start();
    parts.add(new Deadlines(database, clock, bell)).start();
    var fence = Fence.of(broker.broker().timeToLive());
    parts.add(new CancelLoop(database, clock, bell, ports, fence.untilOthersStopped())).start();
    parts.add(new Reconciler(database, clock, bell, ports, workers)).start();
    parts.add(new HistoryMover(database, clock)).start();
    parts.add(new EventPublisher(database, reader, feed, ports)).start();
  }

  Audit audit() {
    return audit;
  }

  DeadLetters deadLetters() {
    return deadLetters;
  }

  /** What workers have said of jobs that they had not received. */
  LongAdder unproven() {
    return unproven;
  }

  QueueReader queue(LiveSlots slots) {
    var rates = parts.add(new LaneRates(database));
    rates.start();
    return new QueueReader(database, clock, rates, slots);
  }

  LedgerDatabase database() {
    return database;
  }

  Clock clock() {
    return clock;
  }

  Bell bell() {
    return bell;
  }

  LedgerReader reader() {
    return reader;
  }

  Ledger ledger() {
    return ledger;
  }

  Feed feed() {
    return feed;
  }
}
