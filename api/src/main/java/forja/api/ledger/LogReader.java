package forja.api.ledger;

import forja.common.job.JobId;
import forja.common.job.Token;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads the logs of jobs; who may see a job is decided before, by {@link LedgerReader#find}. */
public final class LogReader {
  private static final int MOST_MISSING_TOLD = 100;

  private static final LedgerSql TOTAL =
      LedgerSql.of(
          """
          select coalesce((select sum(size) from job_log where job = :job::uuid), 0) as bytes,
            coalesce((select cut from job_log_total where job = :job::uuid), false) as cut
          """);
  private static final LedgerSql MISSING =
      LedgerSql.of(
          """
          select expected.sequence from generate_series(1, :chunks) as expected (sequence)
          where not exists (
            select from job_log
            where job = :job::uuid and (attempt, release, delivery) = (:attempt, :release, :delivery)
              and job_log.sequence = expected.sequence)
          order by expected.sequence limit :most
          """);
  private static final LedgerSql BYTES =
      LedgerSql.of(
          """
          with placed as (
            select text, size, sum(size) over (order by attempt, release, delivery, sequence) - size as start
            from job_log where job = :job::uuid)
          select text, start from placed where start < :to and start + size > :from order by start
          """);

  // A gap in a log that ended a while ago will not be filled any more.
  private static final LedgerSql AFTER =
      LedgerSql.of(
          """
          select attempt, release, delivery, sequence, at, text,
            exists (select from every_job
              where id = :job::uuid and customer = :customer and finished_at < now() - interval '5 seconds'
              and state in (state.SUCCEEDED, state.FAILED, state.CANCELLED)) as settled
          from job_log
          where job = :job::uuid
            and (attempt, release, delivery, sequence) > (:attempt, :release, :delivery, :sequence)
          order by attempt, release, delivery, sequence limit :limit
          """);

  private final LedgerDatabase database;

  public LogReader(LedgerDatabase database) {
    this.database = database;
  }

  private record Total(long bytes, boolean cut) {}

  private record Piece(LogPiece piece, boolean settled) {}

  private record Slice(byte[] text, long start) {}

  /** How much there is. */
  public JobLog log(JobRow job) {
    return database.each(connection -> {
      try (var total = TOTAL.on(connection);
          var missing = MISSING.on(connection)) {
        var sum =
            total
                .with("job", job.id().value())
                .row(row -> new Total(row.getLong("bytes"), row.getBoolean("cut")))
                .orElseThrow();
        var gaps =
            at(missing, job.id(), job.token())
                .with("chunks", job.logChunks())
                .with("most", MOST_MISSING_TOLD)
                .rows(row -> row.getInt("sequence"));
        boolean complete = job.state().isFinal() && gaps.isEmpty();
        return new JobLog(job.id(), sum.bytes, complete, sum.cut, gaps);
      }
    });
  }

  /**
   * The bytes from the first offset (inclusive) to the second (exclusive), in the order of the log.
   */
  public byte[] bytes(JobId job, long from, long to) {
    var slices =
        database.each(connection -> {
          try (var call = BYTES.on(connection)) {
            return call.with("job", job.value())
                .with("from", from)
                .with("to", to)
                .rows(LogReader::slice);
          }
        });
    var bytes = new ByteArrayOutputStream();
    for (var slice : slices) {
      int first = Math.toIntExact(Math.max(0, from - slice.start));
      int end = Math.toIntExact(Math.min(slice.text.length, to - slice.start));
      bytes.write(slice.text, first, end - first);
    }
    return bytes.toByteArray();
  }

  private static Slice slice(ResultSet row) throws SQLException {
    return new Slice(row.getString("text").getBytes(StandardCharsets.UTF_8), row.getLong("start"));
  }

  /**
   * What follows the given chunk, in order; token (0, 0, 0) and sequence 0 ask from the start.
   * Stops before a chunk that is still on its way.
   */
  public List<LogPiece> after(JobRow job, Token token, int sequence, int limit) {
    var found =
        database.each(connection -> {
          try (var call = AFTER.on(connection)) {
            return at(call, job.id(), token)
                .with("customer", job.customer())
                .with("sequence", sequence)
                .with("limit", limit)
                .rows(LogReader::piece);
          }
        });
    var pieces = new ArrayList<LogPiece>();
    var last = new LogPiece(token, sequence, Instant.EPOCH, "");
    for (var next : found) {
      if (!next.settled && !follows(next.piece, last)) {
        return pieces;
      }
      pieces.add(next.piece);
      last = next.piece;
    }
    return pieces;
  }

  private static boolean follows(LogPiece piece, LogPiece last) {
    int expected = piece.token().equals(last.token()) ? last.sequence() + 1 : 1;
    return piece.sequence() == expected;
  }

  private static Piece piece(ResultSet row) throws SQLException {
    return new Piece(
        new LogPiece(
            JobRowReader.token(row),
            row.getInt("sequence"),
            JobRowReader.instant(row, "at").orElseThrow(),
            row.getString("text")),
        row.getBoolean("settled"));
  }

  private static LedgerCall at(LedgerCall call, JobId job, Token token) throws SQLException {
    return call.with("job", job.value())
        .with("attempt", token.attempt())
        .with("release", token.release())
        .with("delivery", token.delivery());
  }
}
