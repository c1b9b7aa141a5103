package forja.api.identity;

import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.LedgerSql;
import forja.api.secret.MasterKey;
import forja.api.secret.Resealed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Makes a new signing key, one process at a time. */
final class SigningKeyChange {
  // The lock is a number of our choice; nobody else in this database has it.
  private static final LedgerSql LOCK =
      LedgerSql.of("select 1 from pg_advisory_xact_lock(7005718332)");
  private static final LedgerSql NEWEST =
      LedgerSql.of(
          "select id from signing_key where retired_at is null order by made_at desc limit 1");
  private static final LedgerSql RETIRE =
      LedgerSql.of(
          "update signing_key set retired_at = :now::timestamptz where retired_at is null");
  private static final LedgerSql INSERT =
      LedgerSql.of(
          """
          insert into signing_key (id, public_key, private_key, made_at)
          values (:id, :public, :private, :now::timestamptz)
          """);
  private static final LedgerSql SWEEP =
      LedgerSql.of("delete from signing_key where retired_at <= :before::timestamptz");
  private static final LedgerSql SEALED =
      LedgerSql.of("select id, private_key from signing_key order by id");
  private static final LedgerSql RESEAL =
      LedgerSql.of("update signing_key set private_key = :private where id = :id");

  private final LedgerDatabase database;
  private final MasterKey master;

  SigningKeyChange(LedgerDatabase database, MasterKey master) {
    this.database = database;
    this.master = master;
  }

  /** What a sealed key is about; it opens with these words only. */
  static String about(String id) {
    return "signing key " + id;
  }

  /** A new key follows the former one, unless somebody else has made one after it meanwhile. */
  void after(Optional<String> former, Instant now, Duration staysFor) {
    int _ =
        database.together(connection -> {
          lock(connection);
          if (!newest(connection).equals(former)) {
            return 0;
          }
          retire(connection, now, staysFor);
          return insert(connection, now);
        });
  }

  private static void lock(Connection connection) throws SQLException {
    try (var lock = LOCK.on(connection)) {
      lock.rows(_ -> 1);
    }
  }

  private static Optional<String> newest(Connection connection) throws SQLException {
    try (var call = NEWEST.on(connection)) {
      return call.row(row -> row.getString("id"));
    }
  }

  private static void retire(Connection connection, Instant now, Duration staysFor)
      throws SQLException {
    try (var retire = RETIRE.on(connection);
        var sweep = SWEEP.on(connection)) {
      retire.with("now", now).count();
      sweep.with("before", now.minus(staysFor)).count();
    }
  }

  private int insert(Connection connection, Instant now) throws SQLException {
    var pair = Ed25519.newPair();
    var raw = Ed25519.raw(pair.getPublic());
    var id = Base64.getUrlEncoder().withoutPadding().encodeToString(Fingerprint.of(raw));
    try (var insert = INSERT.on(connection)) {
      return insert
          .with("id", id)
          .with("public", pair.getPublic().getEncoded())
          .with("private", master.seal(pair.getPrivate().getEncoded(), about(id)))
          .with("now", now)
          .count();
    }
  }

  private record Sealed(String id, byte[] key) {}

  Resealed reseal(MasterKey key) {
    return sealed().stream()
        .map(kept -> Resealed.of(kept, key, this::reseal))
        .reduce(Resealed.NONE, Resealed::plus);
  }

  private List<Sealed> sealed() {
    return database.each(connection -> {
      try (var call = SEALED.on(connection)) {
        return call.rows(row -> new Sealed(row.getString("id"), row.getBytes("private_key")));
      }
    });
  }

  private boolean reseal(Sealed kept, MasterKey key) {
    return key.resealed(kept.key, about(kept.id))
        .filter(anew -> replace(kept.id, anew))
        .isPresent();
  }

  private boolean replace(String id, byte[] anew) {
    return database.each(connection -> {
      try (var call = RESEAL.on(connection)) {
        return call.with("id", id).with("private", anew).count() == 1;
      }
    });
  }
}
