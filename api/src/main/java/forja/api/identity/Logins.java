package forja.api.identity;

import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.LedgerSql;
import forja.api.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions of users: begun, renewed, ended. */
final class Logins {
  private static final Logger log = LoggerFactory.getLogger(Logins.class);

  /** A session that nobody renews ends then. */
  static final Duration IDLE = Duration.ofDays(7);

  /** Renewed or not. */
  static final Duration LONGEST = Duration.ofDays(30);

  /** Beyond that the oldest session of a user ends when a new one begins. */
  static final int MOST_OF_A_USER = 50;

  private static final LedgerSql RENEW =
      LedgerSql.of(
          """
          update login set turn = :next, version = login.version + 1,
            updated_at = :now::timestamptz, updated_by = login.created_by,
            ends_at = least(:idle::timestamptz, login.created_at + :longest * interval '1 second')
          from app_user
          where login.family = :family and login.turn = :turn and login.ends_at > :now::timestamptz
            and app_user.id = login.user_id and not app_user.disabled
          returning login.id, login.user_id
          """);
  private static final LedgerSql OF_FAMILY =
      LedgerSql.of("select id, user_id from login where family = :family");
  private static final LedgerSql END = LedgerSql.of("delete from login where id = :id");
  private static final LedgerSql MAKE_ROOM =
      LedgerSql.of(
          """
          delete from login where id in (
            select id from login where user_id = :user order by id desc offset :most)
          returning id, user_id
          """);
  private static final LedgerSql SWEEP =
      LedgerSql.of("delete from login where ends_at <= :now::timestamptz");

  private final Store<LoginRow> rows;
  private final LedgerDatabase database;
  private final Clock clock;

  Logins(Store<LoginRow> rows, LedgerDatabase database, Clock clock) {
    this.rows = rows;
    this.database = database;
    this.clock = clock;
  }

  /** A session, by its refresh token as it is handed out. */
  record Opened(UUID session, UUID user, RefreshToken refresh) {}

  private record Session(UUID id, UUID user) {}

  Opened open(Account account) {
    var refresh = RefreshToken.first();
    var until = clock.instant().plus(IDLE);
    var row =
        rows.create(
            account.customer().id(),
            Who.ofUser(account.name()),
            login -> login.begin(account.id(), refresh, until));
    return new Opened(row.id(), account.id(), refresh);
  }

  /** Those that have expired, and those of the user that are too many; gives the latter. */
  List<UUID> makeRoom(UUID user) {
    return database.each(connection -> {
      try (var sweep = SWEEP.on(connection);
          var room = MAKE_ROOM.on(connection)) {
        sweep.with("now", clock.instant()).count();
        return room.with("user", user).with("most", MOST_OF_A_USER).rows(Logins::session).stream()
            .map(Session::id)
            .toList();
      }
    });
  }

  /** Goes on with a new refresh token; the old one is worth nothing from now on. */
  Optional<Opened> renew(RefreshToken refresh) {
    var next = refresh.next();
    return database
        .each(connection -> {
          try (var call = RENEW.on(connection)) {
            var now = clock.instant();
            return call.with("family", refresh.familyHash())
                .with("turn", refresh.turnHash())
                .with("next", next.turnHash())
                .with("now", now)
                .with("idle", now.plus(IDLE))
                .with("longest", LONGEST.toSeconds())
                .row(Logins::session);
          }
        })
        .map(session -> new Opened(session.id, session.user, next));
  }

  /** Whose session it is, whether the token is the last one or an older one. */
  Optional<UUID> sessionOf(RefreshToken refresh) {
    return database
        .each(connection -> {
          try (var call = OF_FAMILY.on(connection)) {
            return call.with("family", refresh.familyHash()).row(Logins::session);
          }
        })
        .map(Session::id);
  }

  /**
   * Somebody has used a refresh token that was used before, so that two have it: neither goes on.
   * Gives the session that has ended.
   */
  Optional<UUID> endOfCopied(RefreshToken refresh) {
    var session = sessionOf(refresh);
    session.ifPresent(id -> {
      end(id);
      log.warn("a refresh token of the session {} was used again; the session has ended", id);
    });
    return session;
  }

  void end(UUID session) {
    int _ =
        database.each(connection -> {
          try (var call = END.on(connection)) {
            return call.with("id", session).count();
          }
        });
  }

  private static Session session(ResultSet row) throws SQLException {
    return new Session(row.getObject("id", UUID.class), row.getObject("user_id", UUID.class));
  }
}
