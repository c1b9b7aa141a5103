package forja.api.ledger;

import forja.common.farm.Ping;
import forja.common.job.Capability;
import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.JobIds;
import forja.common.job.JobReport;
import forja.common.job.JobRequest;
import forja.common.job.ReportBundle;
import forja.common.job.RetryPolicy;
import forja.common.job.Token;
import forja.common.job.Unique;
import forja.common.wire.JobWire.ReleasedJob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A ledger on a database of its own, with a clock that the test moves, and workers that the test
 * plays.
 */
final class LedgerForTests implements AutoCloseable {
  static final Lane FARM = new Lane(Capability.FARM, "default");
  static final int MAIN = Customer.MAIN.id();
  static final String WORKER = "w1";

  /**
   * As many at once as the test asks for; the common pool has a single thread on a small machine.
   */
  static final Executor AT_ONCE = Executors.newVirtualThreadPerTaskExecutor();

  final ClockForTests clock = new ClockForTests();
  final JobIds ids = new JobIds(clock);
  final Bell bell = new Bell();
  final Stopper stopper = new Stopper();
  final List<ReportBundle> dead = new CopyOnWriteArrayList<>();
  final DatabaseConfig config;
  final LedgerDatabase database;
  final LedgerReader reader;
  final Ledger ledger;
  final LedgerProjection projection;

  LedgerForTests(Class<?> test) {
    config = PostgresForTests.emptyDatabase(test, 12);
    database = LedgerDatabase.open(config);
    new Partitions(database, clock).turn();
    reader = new LedgerReader(database);
    ledger = new Ledger(database, clock, bell, stopper);
    projection = new LedgerProjection(database, bell, (bundle, _) -> dead.add(bundle));
  }

  /** Plays the broker when a job is to be stopped. */
  static final class Stopper implements CancelPort {
    final Set<JobId> onQueue = ConcurrentHashMap.newKeySet();
    final List<JobId> ordered = new CopyOnWriteArrayList<>();

    @Override
    public boolean removeFromQueue(Lane lane, JobId job) {
      return onQueue.remove(job);
    }

    @Override
    public void order(JobId job) {
      ordered.add(job);
    }
  }

  NewJob job() {
    return job(MAIN, JobRequest.of(new Ping(null)));
  }

  NewJob job(int customer, JobRequest request) {
    return new NewJob(ids.next(), customer, request, Optional.empty(), clock.instant());
  }

  NewJob job(int priority) {
    var plain = JobRequest.of(new Ping(null));
    return job(
        MAIN,
        new JobRequest(
            plain.spec(),
            priority,
            Optional.empty(),
            plain.timeLimit(),
            plain.retry(),
            Map.of(),
            plain.pool(),
            List.of(),
            Optional.empty(),
            Optional.empty()));
  }

  NewJob retried(RetryPolicy retry) {
    var plain = JobRequest.of(new Ping(null));
    return job(
        MAIN,
        new JobRequest(
            plain.spec(),
            0,
            Optional.empty(),
            plain.timeLimit(),
            retry,
            Map.of(),
            plain.pool(),
            List.of(),
            Optional.empty(),
            Optional.empty()));
  }

  NewJob locked(String... locks) {
    return locked(MAIN, 0, "default", locks);
  }

  NewJob locked(int customer, int priority, String pool, String... locks) {
    var plain = JobRequest.of(new Ping(null));
    return job(
        customer,
        new JobRequest(
            plain.spec(),
            priority,
            Optional.empty(),
            plain.timeLimit(),
            RetryPolicy.of(3, Duration.ZERO),
            Map.of(),
            pool,
            List.of(locks),
            Optional.empty(),
            Optional.empty()));
  }

  NewJob unique(Unique unique) {
    return bounded(RetryPolicy.DEFAULT, Optional.of(unique), Optional.empty());
  }

  NewJob due(Instant deadline, RetryPolicy retry) {
    return bounded(retry, Optional.empty(), Optional.of(deadline));
  }

  private NewJob bounded(RetryPolicy retry, Optional<Unique> unique, Optional<Instant> deadline) {
    var plain = JobRequest.of(new Ping(null));
    return job(
        MAIN,
        new JobRequest(
            plain.spec(),
            0,
            Optional.empty(),
            plain.timeLimit(),
            retry,
            Map.of(),
            plain.pool(),
            List.of(),
            unique,
            deadline));
  }

  List<NewJob> jobs(int customer, int count) {
    var jobs = new ArrayList<NewJob>();
    for (int made = 0; made < count; made++) {
      jobs.add(job(customer, JobRequest.of(new Ping(null))));
    }
    return jobs;
  }

  JobId accept(NewJob job) {
    return accept(List.of(job)).getFirst().id();
  }

  List<Accepted> accept(List<NewJob> jobs) {
    try {
      return ledger.accept(jobs).get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException failed) {
      throw new IllegalStateException(failed);
    }
  }

  JobRow row(JobId id) {
    return reader.find(MAIN, id).orElseThrow();
  }

  /** One turn of the release, as wide as asked. */
  List<ReleasedJob> release(int slots) {
    var sent = new ArrayList<ReleasedJob>();
    dispatcher(Map.of(FARM, slots), (jobs, _) -> sent.addAll(jobs)).turn();
    return sent;
  }

  Dispatcher dispatcher(Map<Lane, Integer> slots, ReleasePort port) {
    return new Dispatcher(database, clock, bell, () -> slots, port);
  }

  JobId accepted() {
    return accept(job());
  }

  /** A job that is on the broker's queue. */
  JobId released() {
    var id = accepted();
    release(1_000);
    return id;
  }

  Token token(JobId id, int delivery) {
    var token = row(id).token();
    return new Token(token.attempt(), token.release(), delivery);
  }

  JobReport started(JobId id, int delivery) {
    return new JobReport.Started(id, token(id, delivery), clock.instant());
  }

  JobReport progressed(JobId id, int number, int percent) {
    var now = clock.instant();
    return new JobReport.Progressed(id, token(id, 1), now, now, number, percent, "at " + percent);
  }

  JobReport succeeded(JobId id, int delivery) {
    var now = clock.instant();
    return new JobReport.Succeeded(id, token(id, delivery), now, now, 0, Map.of("pong", true));
  }

  JobReport failed(JobId id, Failure.Kind kind) {
    var now = clock.instant();
    var failure = new Failure(kind, "test.failed", "as asked");
    return new JobReport.Failed(id, token(id, 1), now, now, 0, failure);
  }

  JobReport handedBack(JobId id) {
    var now = clock.instant();
    return new JobReport.HandedBack(id, token(id, 1), now, now, 0);
  }

  void report(JobReport... reports) {
    projection.apply(List.of(new ReportBundle(WORKER, List.of(reports))));
  }

  /** The rows of a query of one column, as text. */
  List<String> query(String sql) {
    return database.each(connection -> {
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery(sql)) {
        return texts(rows);
      }
    });
  }

  private static List<String> texts(ResultSet rows) throws SQLException {
    var texts = new ArrayList<String>();
    while (rows.next()) {
      texts.add(String.valueOf(rows.getString(1)));
    }
    return texts;
  }

  void execute(String sql) {
    int _ =
        database.each(connection -> {
          try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
          }
        });
  }

  /** In flight as the counters say. */
  long inFlight() {
    return Long.parseLong(
        query(
                "select coalesce((select sum(n) from lane_out), 0) - coalesce((select sum(n) from"
                    + " lane_in), 0)")
            .getFirst());
  }

  List<String> changes(JobId id) {
    return reader.eventsOf(MAIN, id, 0, 1_000).stream()
        .map(event -> event.number() + " " + event.change() + " " + event.state())
        .toList();
  }

  @Override
  public void close() {
    ledger.close();
    database.close();
  }
}
