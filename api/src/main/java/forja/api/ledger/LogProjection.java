package forja.api.ledger;

import forja.common.job.JobId;
import forja.common.job.LogBundle;
import forja.common.job.LogChunk;
import forja.common.job.Token;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** Writes down the logs of jobs, each up to its budget. Safe for many threads. */
public final class LogProjection {
  public static final long DEFAULT_BUDGET = 1L << 30;

  private static final LedgerSql RECORD =
      LedgerSql.of(
          """
          with chunk as (
            select job, attempt, release, delivery, sequence, from_micros(at) as at, text, octet_length(text) as size
            from unnest(:jobs::uuid[], :attempts::int[], :releases::int[], :deliveries::int[], :sequences::int[],
              :ats::int8[], :texts::text[])
            as chunk (job, attempt, release, delivery, sequence, at, text)),
          measured as materialized (
            select chunk.*, coalesce(job_log_total.cut, false) as was_cut,
              coalesce(job_log_total.bytes, 0)
                + sum(size) over (partition by job order by attempt, release, delivery, sequence) as reached
            from chunk left join job_log_total using (job)
            where exists (select from job where job.id = chunk.job and is_kept(job.customer))
              or exists (select from job_history
                where job_history.id = chunk.job and is_kept(job_history.customer))),
          judged as materialized (
            select measured.*, not was_cut and reached <= :budget::bigint as fits,
              not was_cut and reached > :budget::bigint and reached - size <= :budget::bigint as cuts
            from measured),
          kept as (
            insert into job_log (job, attempt, release, delivery, sequence, at, text, size)
            select job, attempt, release, delivery, sequence, at,
              case when fits then text else :farewell end,
              case when fits then size else octet_length(:farewell) end
            from judged where fits or cuts
            on conflict do nothing
            returning job, size),
          totals as (
            insert into job_log_total (job, bytes, cut)
            select job, sum(size), bool_or(cuts) from (
              select job, size, false as cuts from kept
              union all select job, 0, true from judged where cuts) as added
            group by job order by job
            on conflict (job) do update
            set bytes = job_log_total.bytes + excluded.bytes, cut = job_log_total.cut or excluded.cut)
          select count(*) as dropped from judged where not fits
          """);

  private final LedgerDatabase database;
  private final Bell bell;
  private final long budget;
  private final LongAdder dropped = new LongAdder();

  public LogProjection(LedgerDatabase database, Bell bell, long budgetPerJob) {
    this.database = database;
    this.bell = bell;
    this.budget = budgetPerJob;
  }

  /** Where a chunk stands in its log. */
  private record Place(JobId job, Token token, int sequence) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::job)
            .thenComparing(Place::token)
            .thenComparingInt(Place::sequence);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** One transaction; returns after the commit. When it throws, apply the same bundles again. */
  public void apply(List<LogBundle> bundles) {
    var chunks = new TreeMap<Place, LogChunk>();
    for (var bundle : bundles) {
      for (var chunk : bundle.chunks()) {
        chunks.putIfAbsent(new Place(chunk.job(), chunk.token(), chunk.sequence()), chunk);
      }
    }
    if (!chunks.isEmpty()) {
      dropped.add(write(chunks.values()));
      bell.jobsChanged(List.of());
    }
  }

  private long write(Collection<LogChunk> chunks) {
    var farewell = "[the log ends here: it has used up its %,d bytes]\n".formatted(budget);
    return database.each(connection -> {
      try (var call = RECORD.on(connection)) {
        return call.withMany("jobs", "uuid", column(chunks, chunk -> chunk.job().value()))
            .withMany("attempts", "int4", column(chunks, chunk -> chunk.token().attempt()))
            .withMany("releases", "int4", column(chunks, chunk -> chunk.token().release()))
            .withMany("deliveries", "int4", column(chunks, chunk -> chunk.token().delivery()))
            .withMany("sequences", "int4", column(chunks, LogChunk::sequence))
            .withMany("ats", "int8", column(chunks, chunk -> WorkerText.micros(chunk.at())))
            .withMany("texts", "text", column(chunks, LogProjection::text))
            .with("budget", budget)
            .with("farewell", farewell)
            .row(row -> row.getLong("dropped"))
            .orElseThrow();
      }
    });
  }

  private static Object text(LogChunk chunk) {
    return WorkerText.clean(chunk.text());
  }

  private static Object[] column(Collection<LogChunk> chunks, Function<LogChunk, Object> value) {
    return chunks.stream().map(value).toArray();
  }

  /** Chunks dropped because the budget of their job was used up. */
  public long dropped() {
    return dropped.sum();
  }
}
