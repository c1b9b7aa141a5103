package forja.api.ledger;

import forja.common.job.JobId;
import forja.common.job.JobState;
import forja.common.job.Unique;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the keys of jobs that are to be unique. Whether a job still holds its key is read from
 * its state, so neither release nor report has anything to do with it.
 */
final class UniqueJobs {
  // Whoever asks for a key waits here for those who asked before, and keeps it until its
  // transaction ends.
  private static final LedgerSql CLAIM =
      LedgerSql.of(
          """
          insert into unique_job (customer, key, unique_while, job)
          select customer, key, unique_while, job
          from unnest(:customers::int[], :keys::text[], :whiles::int2[], :jobs::uuid[])
          as asked (customer, key, unique_while, job)
          on conflict (customer, key, unique_while) do update set job = unique_job.job
          returning customer, key, unique_while, job
          """);

  // A statement of its own: what it sees is as of after the wait, not before.
  private static final LedgerSql STATES =
      LedgerSql.of("select id, state from every_job where id = any (:jobs::uuid[])");
  private static final LedgerSql TAKE_OVER =
      LedgerSql.of(
          """
          update unique_job set job = taken.job
          from unnest(:customers::int[], :keys::text[], :whiles::int2[], :jobs::uuid[])
          as taken (customer, key, unique_while, job)
          where (unique_job.customer, unique_job.key, unique_job.unique_while)
            = (taken.customer, taken.key, taken.unique_while)
          """);

  /** A key belongs to a customer and a while; the order is the one in which keys are locked. */
  record Name(int customer, String key, Unique.Span span) implements Comparable<Name> {
    private static final Comparator<Name> ORDER =
        Comparator.comparingInt(Name::customer).thenComparing(Name::key).thenComparing(Name::span);

    static Name of(int customer, Unique unique) {
      return new Name(customer, unique.key(), Optional.ofNullable(unique.span()).orElseThrow());
    }

    @Override
    public int compareTo(Name other) {
      return ORDER.compare(this, other);
    }
  }

  /** The job that stands for a key; without a state it is being booked, or gone. */
  private record Last(JobId job, @Nullable JobState state) {}

  private UniqueJobs() {}

  /**
   * Each key is asked for by one job; answers with those that another job holds. All others are
   * held by who asked.
   */
  static Map<Name, Accepted.Existing> held(Connection connection, Map<Name, JobId> asking)
      throws SQLException {
    var held = new HashMap<Name, Accepted.Existing>();
    var takenOver = new TreeMap<Name, JobId>();
    for (var entry : lasts(connection, asking).entrySet()) {
      var name = entry.getKey();
      var last = entry.getValue();
      var asker = Optional.ofNullable(asking.get(name)).orElseThrow();
      if (last.state != null && name.span.lastsIn(last.state) && !last.job.equals(asker)) {
        held.put(name, new Accepted.Existing(last.job, last.state));
      } else if (!last.job.equals(asker)) {
        takenOver.put(name, asker);
      }
    }
    if (!takenOver.isEmpty()) {
      try (var call = TAKE_OVER.on(connection)) {
        with(call, takenOver).count();
      }
    }
    return held;
  }

  private static Map<Name, Last> lasts(Connection connection, Map<Name, JobId> asking)
      throws SQLException {
    var jobs = new HashMap<Name, JobId>();
    try (var call = CLAIM.on(connection)) {
      with(call, asking).rows(row -> jobs.put(name(row), JobRowReader.id(row, "job")));
    }
    var states = states(connection, jobs.values());
    var lasts = new HashMap<Name, Last>();
    jobs.forEach((name, job) -> lasts.put(name, new Last(job, states.get(job))));
    return lasts;
  }

  private static Map<JobId, JobState> states(Connection connection, Collection<JobId> jobs)
      throws SQLException {
    var states = new HashMap<JobId, JobState>();
    try (var call = STATES.on(connection)) {
      call.withIds("jobs", jobs.stream().map(JobId::value).toList())
          .rows(
              row -> states.put(JobRowReader.id(row, "id"), JobState.ofCode(row.getInt("state"))));
    }
    return states;
  }

  private static LedgerCall with(LedgerCall call, Map<Name, JobId> asking) throws SQLException {
    return call.withMany("customers", "int4", column(asking, entry -> entry.getKey().customer))
        .withMany("keys", "text", column(asking, entry -> entry.getKey().key))
        .withMany("whiles", "int4", column(asking, entry -> entry.getKey().span.code()))
        .withMany("jobs", "uuid", column(asking, entry -> entry.getValue().value()));
  }

  private static Object[] column(
      Map<Name, JobId> asking, Function<Map.Entry<Name, JobId>, Object> value) {
    return asking.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(value).toArray();
  }

  private static Name name(ResultSet row) throws SQLException {
    return new Name(
        row.getInt("customer"),
        row.getString("key"),
        Unique.Span.ofCode(row.getInt("unique_while")));
  }
}
