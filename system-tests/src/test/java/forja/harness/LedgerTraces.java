package forja.harness;

import forja.routes.wiring.Credential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in the whole database a customer or one of its jobs is still named; the audit is left out.
 */
public final class LedgerTraces implements AutoCloseable {
  private static final String COLUMNS =
      """
      select relname, attname from pg_class join pg_attribute on attrelid = pg_class.oid
      where relkind in ('r', 'p') and not relispartition and not attisdropped
        and relnamespace = 'public'::regnamespace and relname not in ('item', 'audit', 'audit_customer')
        and %s
      order by relname
      """;

  private final Connection connection;

  private LedgerTraces(Connection connection) {
    this.connection = connection;
  }

  public static LedgerTraces in(FarmFolder folder) {
    try {
      var user = Credential.read(folder.credential("database"));
      return new LedgerTraces(
          DriverManager.getConnection(folder.databaseUrl(), user.user(), user.password()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("the database is not there", e);
    }
  }

  public int numberOf(String customer) {
    return Integer.parseInt(
        texts("select id from customer where name = '" + customer + "'").getFirst());
  }

  public List<String> jobsOf(int customer) {
    return texts("select id from every_job where customer = " + customer);
  }

  /** Tables with rows of this customer. */
  public List<String> tablesWith(int customer) {
    return columns("attname = 'customer'").stream()
        .filter(column ->
            isThere("select 1 from %s where customer = %d".formatted(column.table, customer)))
        .map(Column::table)
        .toList();
  }

  /** Columns with one of these ids. */
  public List<String> columnsWith(List<String> ids) {
    var list = String.join("','", ids);
    return columns("atttypid = 'uuid'::regtype").stream()
        .filter(column ->
            isThere(
                "select 1 from %s where %s in ('%s')".formatted(column.table, column.name, list)))
        .map(column -> column.table + "." + column.name)
        .toList();
  }

  private record Column(String table, String name) {}

  private List<Column> columns(String condition) {
    var columns = new ArrayList<Column>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(COLUMNS.formatted(condition))) {
      while (rows.next()) {
        columns.add(new Column(rows.getString(1), rows.getString(2)));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return columns;
  }

  private boolean isThere(String sql) {
    return !texts(sql + " limit 1").isEmpty();
  }

  private List<String> texts(String sql) {
    var texts = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
    return texts;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
