package forja.api.ledger;

import forja.common.job.JobId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The customers that are on their way out. Whoever decides about one holds its row, so that all
 * decisions come one after the other; see {@code docs/decisions/0021-deleting-a-customer.md}.
 */
public final class Farewells {
  private static final LedgerSql LOCK =
      LedgerSql.of(
          """
          select id, name, farewell, farewell_forced, farewell_sealed from customer
          where name = :name for update
          """);

  // A statement of its own: a job that was booked before we held the row is seen.
  private static final LedgerSql IS_ALIVE =
      LedgerSql.of(
          """
          select exists (select from job
            where id = :job::uuid and customer = :customer
              and state not in (state.SUCCEEDED, state.FAILED, state.CANCELLED)) as alive
          """);
  private static final LedgerSql FIND =
      LedgerSql.of(
          """
          select id, name, farewell_forced from customer
          where name = :name and farewell = :job::uuid
          """);
  private static final LedgerSql NAME =
      LedgerSql.of("select name from customer where name = :word or item::text = :word");
  private static final LedgerSql IS_THERE =
      LedgerSql.of("select exists (select from customer where name = :name) as there");
  private static final LedgerSql LIVING =
      LedgerSql.of(
          """
          select count(*) as n from job
          where customer = :customer and state not in (state.SUCCEEDED, state.FAILED, state.CANCELLED)
          """);
  private static final LedgerSql BEGIN =
      LedgerSql.of(
          """
          update customer
          set state = 'leaving', farewell = :job::uuid, farewell_forced = farewell_forced or :forced
          where id = :customer
          """);
  private static final LedgerSql FORCE =
      LedgerSql.of("update customer set farewell_forced = true where id = :customer");
  private static final LedgerSql GIVE_BACK =
      LedgerSql.of(
          """
          update customer set state = 'living', farewell = null, farewell_forced = false
          where id = :customer
          """);
  private static final LedgerSql SEAL =
      LedgerSql.of("update customer set farewell_sealed = true where id = :customer");
  private static final LedgerSql REMOVE =
      LedgerSql.of(
          """
          delete from customer
          where id = :customer and farewell = :job::uuid and farewell_sealed
          """);
  private static final LedgerSql NOW = LedgerSql.of("select clock_timestamp() as now");

  // A transaction tells when it began before it looks at anything.
  private static final LedgerSql OLD_WRITERS =
      LedgerSql.of(
          """
          select count(*) as n from pg_stat_activity
          where datname = current_database() and application_name = :us and xact_start <= :since::timestamptz
            and pid <> pg_backend_pid()
          """);

  private final LedgerDatabase database;
  private final Bell bell;

  public Farewells(LedgerDatabase database, Bell bell) {
    this.database = database;
    this.bell = bell;
  }

  /** A customer whose row we hold. */
  private record Held(Customer customer, Optional<JobId> job, boolean isForced, boolean isSealed) {

    static Held of(ResultSet row) throws SQLException {
      return new Held(
          customerOf(row),
          Optional.ofNullable(row.getObject("farewell", UUID.class)).map(JobId::new),
          row.getBoolean("farewell_forced"),
          row.getBoolean("farewell_sealed"));
    }

    boolean isRemovedBy(JobId other) {
      return job.filter(other::equals).isPresent();
    }
  }

  private static Customer customerOf(ResultSet row) throws SQLException {
    return new Customer(row.getInt("id"), row.getString("name"));
  }

  /**
   * Marks the customer and books the job that removes it, both or none. When such a job is under
   * way already, that one answers; it may then be forced.
   */
  public FarewellAnswer ask(String name, boolean forced, NewJob job) {
    var answer = database.together(connection -> ask(connection, name, forced, job));
    bell.jobsMayGo();
    bell.jobsChanged(List.of());
    return answer;
  }

  private static FarewellAnswer ask(Connection connection, String name, boolean forced, NewJob job)
      throws SQLException {
    var found = hold(connection, name);
    if (found.isEmpty()) {
      return new FarewellAnswer.Unknown();
    }
    var held = found.get();
    if (held.customer.equals(Customer.MAIN)) {
      return new FarewellAnswer.Needed();
    }
    if (isUnderWay(connection, held)) {
      int _ = forced ? change(FORCE, connection, held.customer) : 0;
      return new FarewellAnswer.Leaves(held.job.orElseThrow());
    }
    long living = forced || held.isForced ? 0 : living(connection, held.customer);
    if (living > 0) {
      return new FarewellAnswer.AtWork(living);
    }
    try (var call = BEGIN.on(connection)) {
      call.with("customer", held.customer.id())
          .with("job", job.id().value())
          .with("forced", forced)
          .count();
    }
    BookingTable.book(connection, List.of(Booking.of(job)));
    return new FarewellAnswer.Leaves(job.id());
  }

  /** By the name itself or by the id of the item. */
  public Optional<String> nameOf(String nameOrId) {
    return database.each(connection -> {
      try (var call = NAME.on(connection)) {
        return call.with("word", nameOrId).row(row -> row.getString("name"));
      }
    });
  }

  /** The customer of this name, if this is the job that removes it. */
  public Optional<Leaving> leaving(String name, JobId job) {
    return database.each(connection -> {
      try (var call = FIND.on(connection)) {
        return call.with("name", name)
            .with("job", job.value())
            .row(row -> new Leaving(customerOf(row), row.getBoolean("farewell_forced")));
      }
    });
  }

  public boolean isThere(String name) {
    return database.each(connection -> {
      try (var call = IS_THERE.on(connection)) {
        return call.with("name", name).row(row -> row.getBoolean("there")).orElseThrow();
      }
    });
  }

  /** How many jobs of it are alive. */
  public long living(Customer customer) {
    return database.each(connection -> living(connection, customer));
  }

  /** Lets the customer stay if jobs of it are alive that nobody said may be cancelled. */
  public boolean staysForItsWork(Customer customer, JobId job) {
    return database.together(connection -> {
      var held = hold(connection, customer.name());
      boolean stays =
          held.filter(mine -> mine.isRemovedBy(job) && !mine.isForced && !mine.isSealed).isPresent()
              && living(connection, customer) > 0;
      int _ = stays ? change(GIVE_BACK, connection, customer) : 0;
      return stays;
    });
  }

  /** From now on nothing that comes for it is kept; only once none of its jobs is alive. */
  public boolean seal(Customer customer, JobId job) {
    return database.together(connection -> {
      var held = hold(connection, customer.name());
      boolean ended =
          held.filter(mine -> mine.isRemovedBy(job)).isPresent()
              && living(connection, customer) == 0;
      return ended && change(SEAL, connection, customer) > 0;
    });
  }

  /** Says whether the customer has gone; not while anything refers to it. */
  public boolean remove(Customer customer, JobId job) {
    try {
      return database.each(connection -> {
        try (var call = REMOVE.on(connection)) {
          return call.with("customer", customer.id()).with("job", job.value()).count() > 0;
        }
      });
    } catch (LedgerRefusal _) {
      return false;
    }
  }

  public Instant now() {
    return database.each(connection -> {
      try (var call = NOW.on(connection)) {
        return call.row(row -> JobRowReader.instant(row, "now").orElseThrow()).orElseThrow();
      }
    });
  }

  /**
   * Whether everybody who began to write before this moment, and so may not have seen what was
   * decided then, has ended.
   */
  public boolean haveWritersEnded(Instant since) {
    return database.each(connection -> {
      try (var call = OLD_WRITERS.on(connection)) {
        return call.with("us", LedgerDatabase.APPLICATION)
            .with("since", since)
            .row(row -> row.getLong("n") == 0)
            .orElseThrow();
      }
    });
  }

  private static Optional<Held> hold(Connection connection, String name) throws SQLException {
    try (var call = LOCK.on(connection)) {
      return call.with("name", name).row(Held::of);
    }
  }

  private static long living(Connection connection, Customer customer) throws SQLException {
    try (var call = LIVING.on(connection)) {
      return call.with("customer", customer.id()).row(row -> row.getLong("n")).orElseThrow();
    }
  }

  private static boolean isUnderWay(Connection connection, Held held) throws SQLException {
    if (held.job.isEmpty()) {
      return false;
    }
    try (var call = IS_ALIVE.on(connection)) {
      return call.with("job", held.job.get().value())
          .with("customer", Customer.MAIN.id())
          .row(row -> row.getBoolean("alive"))
          .orElseThrow();
    }
  }

  private static int change(LedgerSql change, Connection connection, Customer customer)
      throws SQLException {
    try (var call = change.on(connection)) {
      return call.with("customer", customer.id()).count();
    }
  }
}
