package forja.harness;

import forja.routes.wiring.Credential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;

/** How many rows the ledger has in all: what a refused request must not change. */
public record LedgerRows(long jobs, long events, long ready, long keys) {
  private static final String COUNTS =
      """
      select (select count(*) from every_job), (select count(*) from job_event),
        (select count(*) from ready), (select count(*) from booking_key)
      """;

  public static LedgerRows in(StandaloneFarm farm) {
    var folder = farm.folder();
    try {
      var user = Credential.read(folder.credential("database"));
      try (var connection =
              DriverManager.getConnection(folder.databaseUrl(), user.user(), user.password());
          var statement = connection.createStatement();
          var row = statement.executeQuery(COUNTS)) {
        row.next();
        return new LedgerRows(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("the ledger cannot be counted", e);
    }
  }
}
