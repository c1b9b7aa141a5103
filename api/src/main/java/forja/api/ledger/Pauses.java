package forja.api.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** What is paused, for the whole farm. */
public final class Pauses {
  private static final LedgerSql SET =
      LedgerSql.of(
          """
          insert into paused (what, name, since)
          select :what, :name, :since::timestamptz
          where (:what <> 'customer' or exists (select from customer where name = :name and not farewell_sealed))
            and (exists (select from paused where what = :what and name = :name)
              or (select count(*) from paused where what = :what) < :most)
          on conflict (what, name) do update set since = paused.since
          returning since
          """);
  private static final LedgerSql REMOVE =
      LedgerSql.of("delete from paused where what = :what and name = :name");
  private static final LedgerSql LIST =
      LedgerSql.of("select what, name, since from paused order by what, name");
  private static final LedgerSql HINT =
      LedgerSql.of(
          "insert into lock_freed (customer, gate) select id, 'kind:' || :name::text from customer");

  /** Pools are known to nobody but their workers, so that any name may be paused. */
  public static final int MOST = 1_000;

  private final LedgerDatabase database;
  private final Clock clock;
  private final Bell bell;

  public Pauses(LedgerDatabase database, Clock clock, Bell bell) {
    this.database = database;
    this.clock = clock;
    this.bell = bell;
  }

  /** Nothing of it goes from now on; what is out goes on. May be too many. */
  public Pause set(Pause.What what, String name) {
    var since =
        database.together(connection -> {
          DispatcherTurn.take(connection);
          try (var call = SET.on(connection)) {
            return call.with("what", what.wireName())
                .with("name", name)
                .with("since", clock.instant())
                .with("most", MOST)
                .row(row -> JobRowReader.instant(row, "since").orElseThrow());
          }
        });
    return new Pause(
        what,
        name,
        since.orElseThrow(() -> new TooMany("%d of this sort are paused already".formatted(MOST))));
  }

  public void remove(Pause.What what, String name) {
    int _ = database.together(connection -> remove(connection, what, name));
    bell.jobsMayGo();
  }

  private static int remove(Connection connection, Pause.What what, String name)
      throws SQLException {
    DispatcherTurn.take(connection);
    try (var remove = REMOVE.on(connection);
        var hint = HINT.on(connection)) {
      if (what == Pause.What.KIND) {
        hint.with("name", name).count();
      }
      return remove.with("what", what.wireName()).with("name", name).count();
    }
  }

  public List<Pause> list() {
    return database.each(connection -> {
      try (var call = LIST.on(connection)) {
        return call.rows(row ->
            new Pause(
                Pause.What.named(row.getString("what")).orElseThrow(),
                row.getString("name"),
                JobRowReader.instant(row, "since").orElseThrow()));
      }
    });
  }
}
