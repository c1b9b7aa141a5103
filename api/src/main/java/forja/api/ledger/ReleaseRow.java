package forja.api.ledger;

import forja.common.job.JobId;
import forja.common.wire.JobWire.ReleasedJob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a turn of the release answers: the lane in every row, and in most of them a job. */
record ReleaseRow(
    @Nullable ReleasedJob job,
    int aside,
    long out,
    long come,
    Duration untilAhead,
    long freeAmongSeveral,
    boolean mayWake) {

  static LaneRelease.Released all(List<ReleaseRow> rows) {
    var jobs = new ArrayList<ReleasedJob>(rows.size());
    rows.forEach(row -> Optional.ofNullable(row.job).ifPresent(jobs::add));
    var first = rows.getFirst();
    return new LaneRelease.Released(
        jobs,
        first.aside,
        first.out,
        first.come,
        first.untilAhead,
        first.freeAmongSeveral > jobs.size() && !jobs.isEmpty(),
        first.mayWake);
  }

  static ReleaseRow of(ResultSet row) throws SQLException {
    var id = row.getObject("id", UUID.class);
    // One customer alone gets all the room there is, so there is nothing left to share out.
    long shared = row.getLong("customers") > 1 ? row.getLong("free") : 0;
    return new ReleaseRow(
        id == null ? null : job(new JobId(id), row),
        row.getInt("aside"),
        row.getLong("out"),
        row.getLong("come"),
        Duration.ofMillis(row.getLong("rest")),
        shared,
        row.getBoolean("hinted"));
  }

  private static ReleasedJob job(JobId id, ResultSet row) throws SQLException {
    return new ReleasedJob(
        id,
        row.getString("customer"),
        row.getInt("attempt"),
        row.getInt("release"),
        Duration.ofMillis(row.getLong("time_limit_ms")),
        JobRowReader.instant(row, "deadline").orElse(null),
        row.getString("kind"),
        row.getString("spec"),
        JobRowReader.texts(row, "in_doubt"),
        row.getString("request_id"));
  }
}
