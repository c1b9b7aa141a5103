package forja.api.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** How many jobs of a customer may go at once: in all, of a kind, with a lock. */
public final class Limits {
  private static final LedgerSql SET =
      LedgerSql.of(
          """
          insert into permit_limit (customer, subject, permits)
          select :customer, :subject, :permits
          where is_kept(:customer)
            and (exists (select from permit_limit where customer = :customer and subject = :subject)
              or (select count(*) from permit_limit where customer = :customer) < :most)
          on conflict (customer, subject) do update set permits = excluded.permits
          """);
  private static final LedgerSql REMOVE =
      LedgerSql.of("delete from permit_limit where customer = :customer and subject = :subject");
  private static final LedgerSql LIST =
      LedgerSql.of(
          "select subject, permits from permit_limit where customer = :customer order by subject");

  // Jobs that went before there was a limit hold no permits: they get theirs now, beyond the limit
  // if need be.
  private static final LedgerSql COUNT_THOSE_OUT =
      LedgerSql.of(
          """
          insert into lock_permit (customer, gate, slot, job, held, since)
          select :customer, :gate,
            coalesce((select max(slot) from lock_permit where customer = :customer and gate = :gate), 0)
              + row_number() over (order by id),
            id, true, :at::timestamptz
          from job
          where customer = :customer and kind = substr(:gate, 6)
            and state in (state.RELEASED, state.RUNNING, state.CANCELLING)
            and not exists (
              select from lock_permit
              where lock_permit.job = job.id and lock_permit.customer = :customer and lock_permit.gate = :gate and lock_permit.held)
          """);
  private static final LedgerSql FORGET_THOSE_OUT =
      LedgerSql.of("delete from lock_permit where customer = :customer and gate = :gate");
  private static final LedgerSql HINT =
      LedgerSql.of("insert into lock_freed (customer, gate) values (:customer, :gate)");

  private final LedgerDatabase database;
  private final Clock clock;
  private final Bell bell;

  public Limits(LedgerDatabase database, Clock clock, Bell bell) {
    this.database = database;
    this.clock = clock;
    this.bell = bell;
  }

  /** Holds for all that goes from now on; nothing that is out is called back. May be too many. */
  public void set(int customer, Limit limit) {
    int _ = database.together(connection -> set(connection, customer, limit));
    bell.jobsMayGo();
  }

  private int set(Connection connection, int customer, Limit limit) throws SQLException {
    DispatcherTurn.take(connection);
    try (var set = SET.on(connection);
        var count = COUNT_THOSE_OUT.on(connection)) {
      int written =
          set.with("customer", customer)
              .with("subject", limit.subject())
              .with("permits", limit.permits())
              .with("most", Limit.MOST_LIMITS)
              .count();
      if (written == 0) {
        throw new TooMany("there are " + Limit.MOST_LIMITS + " limits already");
      }
      if (limit.subject().startsWith(Gates.KIND)) {
        count
            .with("customer", customer)
            .with("gate", limit.subject())
            .with("at", clock.instant())
            .count();
      }
    }
    return hint(connection, customer, limit.subject());
  }

  /** Done twice it is done once. */
  public void remove(int customer, String subject) {
    int _ = database.together(connection -> remove(connection, customer, subject));
    bell.jobsMayGo();
  }

  private static int remove(Connection connection, int customer, String subject)
      throws SQLException {
    DispatcherTurn.take(connection);
    try (var remove = REMOVE.on(connection);
        var forget = FORGET_THOSE_OUT.on(connection)) {
      if (subject.startsWith(Gates.KIND)) {
        forget.with("customer", customer).with("gate", subject).count();
      }
      int _ = hint(connection, customer, subject);
      return remove.with("customer", customer).with("subject", subject).count();
    }
  }

  private static int hint(Connection connection, int customer, String gate) throws SQLException {
    try (var hint = HINT.on(connection)) {
      return hint.with("customer", customer).with("gate", gate).count();
    }
  }

  public List<Limit> list(int customer) {
    return database.each(connection -> {
      try (var call = LIST.on(connection)) {
        return call.with("customer", customer)
            .rows(row -> new Limit(row.getString("subject"), row.getInt("permits")));
      }
    });
  }
}
