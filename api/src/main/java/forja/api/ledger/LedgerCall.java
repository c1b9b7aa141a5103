package forja.api.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A statement being given its parameters by name, then run once. */
public final class LedgerCall implements AutoCloseable {
  private final PreparedStatement statement;
  private final int statements;
  private final Map<String, List<Integer>> places;

  LedgerCall(PreparedStatement statement, int statements, Map<String, List<Integer>> places) {
    this.statement = statement;
    this.statements = statements;
    this.places = places;
  }

  /** What to make of a row. */
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  public LedgerCall with(String name, @Nullable Object value) throws SQLException {
    for (int place : places(name)) {
      statement.setObject(place, value);
    }
    return this;
  }

  public LedgerCall with(String name, Instant value) throws SQLException {
    return with(name, value.atOffset(ZoneOffset.UTC));
  }

  public LedgerCall with(String name, Optional<Instant> value) throws SQLException {
    return with(name, value.map(instant -> instant.atOffset(ZoneOffset.UTC)).orElse(null));
  }

  public LedgerCall withMany(String name, String type, @Nullable Object[] values)
      throws SQLException {
    var array = statement.getConnection().createArrayOf(type, values);
    for (int place : places(name)) {
      statement.setArray(place, array);
    }
    return this;
  }

  public LedgerCall withIds(String name, Collection<UUID> ids) throws SQLException {
    return withMany(name, "uuid", ids.toArray(UUID[]::new));
  }

  private List<Integer> places(String name) {
    var found = places.get(name);
    if (found == null) {
      throw new IllegalArgumentException("the statement has no parameter " + name);
    }
    return found;
  }

  /** The rows of the last one, where there are several statements. */
  public <T> List<T> rows(RowReader<T> reader) throws SQLException {
    statement.execute();
    for (int left = statements; left > 1; left--) {
      statement.getMoreResults();
    }
    var rows = new ArrayList<T>();
    try (var result = statement.getResultSet()) {
      while (result.next()) {
        rows.add(reader.read(result));
      }
    }
    return rows;
  }

  public <T> Optional<T> row(RowReader<T> reader) throws SQLException {
    return rows(reader).stream().findFirst();
  }

  public int count() throws SQLException {
    return statement.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
