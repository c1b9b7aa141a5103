package forja.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.JobId;
import forja.common.job.RetryPolicy;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A ledger that an older version of ours has written. */
class MigrationIT {
  private static final JobId LIVING = JobId.of("01919b5e-5f00-7000-8000-000000000001");
  private static final JobId ENDED = JobId.of("01919b5e-5f00-7000-8000-000000000002");

  @Test
  void keepsThePolicyOfJobsThatWereThereBefore() throws SQLException {
    var config = PostgresForTests.emptyDatabase(MigrationIT.class, 4);
    var first = Flyway.configure().dataSource(config.url(), config.user(), config.password());
    first.locations("classpath:db/migration").target("1").load().migrate();
    insert(config, "job", LIVING);
    insert(config, "job_history", ENDED);

    try (var database = LedgerDatabase.open(config)) {
      var rows =
          new LedgerReader(database).find(LedgerForTests.MAIN, List.of(LIVING, ENDED)).values();

      assertThat(rows)
          .hasSize(2)
          .allSatisfy(row -> assertThat(row.retry()).isEqualTo(RetryPolicy.DEFAULT));
    }
  }

  private static void insert(DatabaseConfig config, String table, JobId id) throws SQLException {
    try (var connection =
            DriverManager.getConnection(config.url(), config.user(), config.password());
        var statement = connection.createStatement()) {
      statement.executeUpdate(
          """
          insert into %s (id, customer, priority, state, attempts_allowed, backoff_ms, time_limit_ms, accepted_at,
            capability, kind, pool, spec)
          values ('%s', 1, 0, 7, 3, 5000, 60000, now(), 'farm', 'farm.ping', 'default', '{}')
          """
              .formatted(table, id));
    }
  }
}
