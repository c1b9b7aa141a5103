package forja.api.ledger;

import forja.common.job.JobId;
import forja.common.job.JobState;
import forja.common.wire.Wire;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A page of a customer's jobs. Ids grow with the time of acceptance, so the order and the times are
 * those of the ids.
 */
record JobListing(int customer, JobFilter filter, Optional<JobId> before, int limit) {

  List<JobRow> read(LedgerDatabase database) {
    var sql = LedgerSql.of(text());
    return database.each(connection -> {
      try (var call = sql.on(connection)) {
        return with(call).rows(JobRowReader::job);
      }
    });
  }

  private String text() {
    var conditions = new ArrayList<String>();
    conditions.add("customer = :customer");
    before.ifPresent(_ -> conditions.add("id < :before::uuid"));
    filter
        .acceptedAfter()
        .ifPresent(_ -> conditions.add("id >= :from::uuid and accepted_at >= :after"));
    filter
        .acceptedBefore()
        .ifPresent(_ -> conditions.add("id < :to::uuid and accepted_at < :until"));
    filter.worker().ifPresent(_ -> conditions.add("worker = :worker"));
    if (!filter.states().isEmpty()) {
      conditions.add("state = any (:states::int2[])");
    }
    if (!filter.kinds().isEmpty()) {
      conditions.add("kind = any (:kinds::text[])");
    }
    if (!filter.labels().isEmpty()) {
      conditions.add("labels @> :labels::jsonb");
    }
    return "select * from %s where %s order by id desc limit :limit"
        .formatted(table(), String.join(" and ", conditions));
  }

  /** History holds only jobs that have ended. */
  private String table() {
    boolean onlyLiving =
        !filter.states().isEmpty() && filter.states().stream().noneMatch(JobState::isFinal);
    return onlyLiving ? "job" : "every_job";
  }

  private LedgerCall with(LedgerCall call) throws SQLException {
    call.with("customer", customer).with("limit", limit);
    if (before.isPresent()) {
      call.with("before", before.get().value());
    }
    if (filter.acceptedAfter().isPresent()) {
      call.with("from", lowestId(filter.acceptedAfter().get()))
          .with("after", filter.acceptedAfter().get());
    }
    if (filter.acceptedBefore().isPresent()) {
      var until = filter.acceptedBefore().get();
      call.with("to", lowestId(until.plusMillis(MILLIS_AHEAD))).with("until", until);
    }
    return withWords(call);
  }

  // In a burst ids run a little ahead of the clock.
  private static final long MILLIS_AHEAD = 60_000;

  private LedgerCall withWords(LedgerCall call) throws SQLException {
    if (filter.worker().isPresent()) {
      call.with("worker", filter.worker().get());
    }
    if (!filter.states().isEmpty()) {
      call.withMany("states", "int4", filter.states().stream().map(JobState::code).toArray());
    }
    if (!filter.kinds().isEmpty()) {
      call.withMany("kinds", "text", filter.kinds().toArray());
    }
    if (!filter.labels().isEmpty()) {
      call.with("labels", Wire.text(filter.labels()));
    }
    return call;
  }

  /** The lowest id that a job accepted at this moment can have. */
  static UUID lowestId(Instant at) {
    return new UUID(Math.max(0, at.toEpochMilli()) << 16, 0);
  }
}
