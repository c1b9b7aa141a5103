package forja.api.access;

import static java.util.stream.Collectors.joining;

import forja.api.ledger.LedgerDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What stands in the database, told so that a change shows. */
final class Rows {
  /** Written whoever asks for what, or by the loops that carry out what was asked before. */
  private static final Set<String> LIVELY =
      Set.of(
          "audit",
          "audit_customer",
          "cancelling",
          "feed_cursor",
          "flyway_schema_history",
          "job_event",
          "job_log",
          "job_log_total",
          "lane_in",
          "lane_out",
          "lock_freed",
          "lock_permit",
          "lock_wait",
          "login_attempt",
          "ready",
          "signing_key");

  private final LedgerDatabase database;
  private final String counts;
  private final String contents;

  Rows(LedgerDatabase database) throws SQLException {
    this.database = database;
    var tables = new ArrayList<>(tables("true"));
    tables.removeAll(LIVELY);
    counts =
        tables.stream()
            .map("select '%1$s' as name, count(*)::text as content from %1$s"::formatted)
            .collect(joining(" union all "));
    var owned = new ArrayList<>(tables("attname = 'customer'"));
    owned.removeAll(LIVELY);
    contents =
        owned.stream()
            .map(
                """
                select '%1$s' as name, coalesce(md5(string_agg(row::text, ',' order by row::text)), '') as content
                from %1$s as row where customer = :customer\
                """
                    ::formatted)
            .collect(joining(" union all "));
  }

  private List<String> tables(String with) throws SQLException {
    var sql =
        """
        select distinct relname from pg_class join pg_attribute on attrelid = pg_class.oid
        where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace and attnum > 0
          and %s
        order by relname\
        """
            .formatted(with);
    try (var connection = database.source().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var names = new ArrayList<String>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }

  /** How many rows there are in every table that only requests change. */
  Map<String, String> counts() throws SQLException {
    return ask(counts);
  }

  /** What a customer owns, every word of it. */
  Map<String, String> of(int customer) throws SQLException {
    return ask(contents.replace(":customer", String.valueOf(customer)));
  }

  private Map<String, String> ask(String sql) throws SQLException {
    try (var connection = database.source().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var told = new TreeMap<String, String>();
      while (rows.next()) {
        told.put(rows.getString("name"), rows.getString("content"));
      }
      return told;
    }
  }
}
