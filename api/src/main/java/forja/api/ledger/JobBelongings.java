package forja.api.ledger;

/** The jobs of a customer that have ended, with all that was written down about them. */
final class JobBelongings implements Belongings {
  private static final int MOST_AT_ONCE = 500;

  /** One job's log may be larger; then it goes alone. */
  private static final long MOST_LOG_BYTES = 64L << 20;

  private static final String REMOVE =
      """
      with page as materialized (
        select id from {table}
        where customer = :customer and state in (state.SUCCEEDED, state.FAILED, state.CANCELLED)
        order by id limit :most),
      weighed as (
        select page.id, sum(coalesce(bytes, 0)) over (order by page.id) - coalesce(bytes, 0) as before
        from page left join job_log_total on job_log_total.job = page.id),
      old as materialized (
        select id from weighed where before <= :bytes),
      logs as (
        delete from job_log where job = any (array(select id from old))),
      totals as (
        delete from job_log_total where job = any (array(select id from old))),
      events as (
        delete from job_event where job = any (array(select id from old))),
      orders as (
        delete from cancelling where job = any (array(select id from old)))
      delete from {table}
      where id = any (array(select id from old)) and state in (state.SUCCEEDED, state.FAILED, state.CANCELLED)
      """;
  private static final LedgerSql REMOVE_RECENT = LedgerSql.of(REMOVE.replace("{table}", "job"));
  private static final LedgerSql REMOVE_OLD =
      LedgerSql.of(REMOVE.replace("{table}", "job_history"));
  private static final LedgerSql LEFT =
      LedgerSql.of(
          """
          select (select count(*) from job where customer = :customer)
            + (select count(*) from job_history where customer = :customer) as n
          """);

  private final LedgerDatabase database;

  JobBelongings(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "jobs";
  }

  @Override
  public long remove(Customer customer) {
    long recent = remove(REMOVE_RECENT, customer);
    return recent > 0 ? recent : remove(REMOVE_OLD, customer);
  }

  private long remove(LedgerSql sql, Customer customer) {
    return database.together(connection -> {
      try (var call = sql.on(connection)) {
        return (long)
            call.with("customer", customer.id())
                .with("most", MOST_AT_ONCE)
                .with("bytes", MOST_LOG_BYTES)
                .count();
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
