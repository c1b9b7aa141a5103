package forja.api.ledger;

/** That a customer is paused: it is written under the customer's name. */
final class PauseBelongings implements Belongings {
  private static final LedgerSql REMOVE =
      LedgerSql.of("delete from paused where what = 'customer' and name = :name");
  private static final LedgerSql LEFT =
      LedgerSql.of("select count(*) as n from paused where what = 'customer' and name = :name");

  private final LedgerDatabase database;

  PauseBelongings(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "pauses";
  }

  @Override
  public long remove(Customer customer) {
    return database.each(connection -> {
      try (var call = REMOVE.on(connection)) {
        return (long) call.with("name", customer.name()).count();
      }
    });
  }

  @Override
  public long left(Customer customer) {
    return database.each(connection -> {
      try (var call = LEFT.on(connection)) {
        return call.with("name", customer.name()).row(row -> row.getLong("n")).orElseThrow();
      }
    });
  }
}
