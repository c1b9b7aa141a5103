package forja.api.ledger;

import forja.common.job.JobChange;
import forja.common.job.JobId;
import forja.common.job.JobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads what happened: of one job by its numbers, of all jobs in the order of the feed. */
final class FeedReader {
  private static final LedgerSql OF_JOB =
      LedgerSql.of(
          """
          select job, tx::text::bigint as tx, number, customer, attempt, release, delivery, change, state, began_state,
            began_at, at, worker, body, '' as kind
          from job_event
          where job = :job::uuid and customer = :customer and number > :after order by number limit :limit
          """);

  // Progress is left out, unless it told of the beginning: there may be a great deal of it.
  private static final LedgerSql TURNS_OF_JOB =
      LedgerSql.of(
          """
          select job, tx::text::bigint as tx, number, customer, attempt, release, delivery, change, state, began_state,
            began_at, at, worker, body, '' as kind
          from job_event
          where job = :job::uuid and customer = :customer
            and (change <> change.PROGRESSED or began_state is not null)
          order by number
          """);

  // Whoever has a lower transaction than the oldest that still runs has committed or never will:
  // nobody is overtaken.
  private static final LedgerSql AFTER =
      LedgerSql.of(
          """
          with event as materialized (
            select * from job_event
            where customer = :customer and tx >= :tx::text::xid8
              and tx < pg_snapshot_xmin(pg_current_snapshot())
              and (tx, job, number) > (:tx::text::xid8, :job::uuid, :number)
            order by tx, job, number limit :limit)
          select event.job, event.tx::text::bigint as tx, event.number, event.customer, event.attempt, event.release,
            event.delivery, event.change, event.state, event.began_state, event.began_at, event.at, event.worker,
            event.body, coalesce((select kind from job where job.id = event.job),
              (select kind from job_history where job_history.id = event.job), '') as kind
          from event order by event.tx, event.job, event.number
          """);
  private static final LedgerSql END =
      LedgerSql.of("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as tx");

  private final LedgerDatabase database;

  FeedReader(LedgerDatabase database) {
    this.database = database;
  }

  List<JobEvent> eventsOf(int customer, JobId id, int afterNumber, int limit) {
    return database
        .each(connection -> {
          try (var call = OF_JOB.on(connection)) {
            return call.with("customer", customer)
                .with("job", id.value())
                .with("after", afterNumber)
                .with("limit", limit)
                .rows(FeedReader::events);
          }
        })
        .stream()
        .flatMap(Function.identity())
        .map(FeedEvent::event)
        .filter(event -> event.number() > afterNumber)
        .limit(limit)
        .toList();
  }

  /** What happened to a job, but for its progress. */
  List<JobEvent> turnsOf(int customer, JobId id) {
    return database
        .each(connection -> {
          try (var call = TURNS_OF_JOB.on(connection)) {
            return call.with("customer", customer).with("job", id.value()).rows(FeedReader::events);
          }
        })
        .stream()
        .flatMap(Function.identity())
        .map(FeedEvent::event)
        .filter(event -> event.change() != JobChange.PROGRESSED)
        .toList();
  }

  List<FeedEvent> after(int customer, FeedPosition after, int limit) {
    return database
        .each(connection -> {
          try (var call = AFTER.on(connection)) {
            return call.with("customer", customer)
                .with("tx", String.valueOf(after.transaction()))
                .with("job", after.job().value())
                .with("number", after.number())
                .with("limit", limit)
                .rows(FeedReader::events);
          }
        })
        .stream()
        .flatMap(Function.identity())
        .filter(event -> event.position().compareTo(after) > 0)
        .limit(limit)
        .toList();
  }

  FeedPosition end() {
    return FeedPosition.before(oldestTransaction());
  }

  /** Every lower transaction is over. */
  long oldestTransaction() {
    return database.each(connection -> {
      try (var call = END.on(connection)) {
        return call.row(row -> row.getLong("tx")).orElseThrow();
      }
    });
  }

  /** One row or, where the beginning of the work was folded into it, two events. */
  private static Stream<FeedEvent> events(ResultSet row) throws SQLException {
    var change = JobChange.ofCode(row.getInt("change"));
    var state = JobState.ofCode(row.getInt("state"));
    var number = row.getInt("number");
    var told = event(row, number, change, state);
    if (row.getObject("began_state") == null) {
      return Stream.of(told);
    }
    var beganState = JobState.ofCode(row.getInt("began_state"));
    return Stream.of(event(row, number - 1, JobChange.STARTED, beganState), told);
  }

  private static FeedEvent event(ResultSet row, int number, JobChange change, JobState state)
      throws SQLException {
    var job = JobRowReader.id(row, "job");
    boolean isBeginning = row.getInt("number") != number;
    return new FeedEvent(
        new FeedPosition(row.getLong("tx"), job, number),
        row.getInt("customer"),
        row.getString("kind"),
        new JobEvent(
            job,
            number,
            change,
            state,
            JobRowReader.token(row),
            JobRowReader.instant(row, isBeginning ? "began_at" : "at").orElseThrow(),
            JobRowReader.text(row, "worker"),
            isBeginning ? Optional.empty() : JobRowReader.text(row, "body")));
  }
}
