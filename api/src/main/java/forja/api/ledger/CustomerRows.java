package forja.api.ledger;

import java.util.regex.Pattern;

/** What a customer owns in a table that says by a column {@code customer} whose each row is. */
public final class CustomerRows implements Belongings {
  private static final Pattern TABLE = Pattern.compile("[a-z_]+");
  private static final int MOST_AT_ONCE = 1_000;

  private final LedgerDatabase database;
  private final String name;
  private final LedgerSql remove;
  private final LedgerSql left;

  /** The table has no partitions. */
  public CustomerRows(LedgerDatabase database, String name, String table) {
    if (!TABLE.matcher(table).matches()) {
      throw new IllegalArgumentException("not the name of a table: " + table);
    }
    this.database = database;
    this.name = name;
    this.remove =
        LedgerSql.of(
            """
            delete from {table}
            where ctid = any (array(select ctid from {table} where customer = :customer limit :most))
            """
                .replace("{table}", table));
    this.left = LedgerSql.of("select count(*) as n from " + table + " where customer = :customer");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long remove(Customer customer) {
    return database.each(connection -> {
      try (var call = remove.on(connection)) {
        return (long) call.with("customer", customer.id()).with("most", MOST_AT_ONCE).count();
      }
    });
  }

  @Override
  public long left(Customer customer) {
    return database.each(connection -> {
      try (var call = left.on(connection)) {
        return call.with("customer", customer.id()).row(row -> row.getLong("n")).orElseThrow();
      }
    });
  }
}
