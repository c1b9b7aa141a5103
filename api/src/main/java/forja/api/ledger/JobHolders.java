package forja.api.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import forja.common.job.InvalidSpec;
import forja.common.job.JobId;
import forja.common.job.JobState;
import forja.common.job.Kinds;
import forja.common.wire.Wire;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells who works on living jobs. */
public final class JobHolders {
  private static final LedgerSql FIND =
      LedgerSql.of(
          """
          select id, customer, state, attempt, release, delivery, worker, kind, spec
          from job where id = any(:ids)
          """);

  private final LedgerDatabase database;

  public JobHolders(LedgerDatabase database) {
    this.database = database;
  }

  public Map<JobId, JobHolder> of(Collection<JobId> jobs) {
    var ids = jobs.stream().map(JobId::value).toList();
    List<JobHolder> found =
        database.each(connection -> {
          try (var find = FIND.on(connection)) {
            return find.withIds("ids", ids).rows(JobHolders::holder);
          }
        });
    return found.stream().collect(Collectors.toMap(JobHolder::job, Function.identity()));
  }

  private static JobHolder holder(ResultSet row) throws SQLException {
    return new JobHolder(
        JobRowReader.id(row, "id"),
        row.getInt("customer"),
        JobState.ofCode(row.getInt("state")),
        JobRowReader.token(row),
        JobRowReader.text(row, "worker"),
        secrets(row.getString("kind"), row.getString("spec")));
  }

  /** One that nobody can read any more names none. */
  private static List<String> secrets(String kind, String spec) {
    try {
      return Kinds.named(kind)
          .map(known -> Wire.read(Wire.tree(spec.getBytes(UTF_8)), known.spec()).secrets())
          .orElse(List.of());
    } catch (Wire.Unreadable | InvalidSpec _) {
      return List.of();
    }
  }
}
