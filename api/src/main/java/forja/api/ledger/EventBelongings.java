package forja.api.ledger;

/** Events of a customer's jobs that are no longer there themselves. */
final class EventBelongings implements Belongings {
  private static final int MOST_AT_ONCE = 1_000;

  private static final LedgerSql REMOVE =
      LedgerSql.of(
          """
          delete from job_event using (
            select job, number from job_event where customer = :customer limit :most) as page
          where (job_event.job, job_event.number) = (page.job, page.number)
          """);
  private static final LedgerSql LEFT =
      LedgerSql.of("select count(*) as n from job_event where customer = :customer");

  private final LedgerDatabase database;

  EventBelongings(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "events";
  }

  @Override
  public long remove(Customer customer) {
    return database.each(connection -> {
      try (var call = REMOVE.on(connection)) {
        return (long) call.with("customer", customer.id()).with("most", MOST_AT_ONCE).count();
      }
    });
  }

  @Override
  public long left(Customer customer) {
    return database.each(connection -> {
      try (var call = LEFT.on(connection)) {
        return call.with("customer", customer.id()).row(row -> row.getLong("n")).orElseThrow();
      }
    });
  }
}
