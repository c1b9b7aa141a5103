package forja.api.ledger;

import java.util.List;
import java.util.Optional;

/** What stands sealed in the database under a name of its own: nobody here can read it. */
public final class SealedTable {
  private static final LedgerSql FIND =
      LedgerSql.of("select name, content from sealed where name = :name");

  private static final LedgerSql KEEP =
      LedgerSql.of(
          "insert into sealed (name, content) values (:name, :content) on conflict do nothing");

  private static final LedgerSql ALL =
      LedgerSql.of("select name, content from sealed order by name");

  private static final LedgerSql CHANGE =
      LedgerSql.of("update sealed set content = :after where name = :name and content = :before");

  private final LedgerDatabase database;

  public SealedTable(LedgerDatabase database) {
    this.database = database;
  }

  /** A name, and what is sealed under it. */
  public record Entry(String name, byte[] content) {}

  public Optional<byte[]> find(String name) {
    return database.each(connection -> {
      try (var find = FIND.on(connection)) {
        return find.with("name", name).row(row -> row.getBytes("content"));
      }
    });
  }

  /** Of several who keep something under a name the first one wins: gives what stands there. */
  public byte[] keep(String name, byte[] content) {
    database.each(connection -> {
      try (var keep = KEEP.on(connection)) {
        return keep.with("name", name).with("content", content).count();
      }
    });
    return find(name).orElseThrow();
  }

  public List<Entry> all() {
    return database.each(connection -> {
      try (var all = ALL.on(connection)) {
        return all.rows(row -> new Entry(row.getString("name"), row.getBytes("content")));
      }
    });
  }

  /** Whether it was as given before, and so was changed. */
  public boolean change(Entry before, byte[] after) {
    return database.each(connection -> {
      try (var change = CHANGE.on(connection)) {
        change.with("name", before.name()).with("before", before.content()).with("after", after);
        return change.count() == 1;
      }
    });
  }
}
