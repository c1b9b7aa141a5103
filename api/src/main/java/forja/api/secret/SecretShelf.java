package forja.api.secret;

import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.LedgerSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The sealed values of all customers. */
public final class SecretShelf implements SecretBook, SealedThings {
  private static final int BATCH = 500;

  private static final LedgerSql FIND =
      LedgerSql.of(
          """
          select customer, id, number, name, value, data_key from secret
          where customer = :customer and name = any(:names)
          """);

  private static final LedgerSql USED =
      LedgerSql.of(
          """
          update secret set used_at = :now::timestamptz
          where customer = :customer and name = any(:names)
            and (used_at is null or used_at < :now::timestamptz - interval '1 minute')
          """);

  private static final LedgerSql KEYS =
      LedgerSql.of(
          """
          select customer, id, number, data_key from secret where id > :after::uuid
          order by id limit :limit
          """);

  private static final LedgerSql RESEAL =
      LedgerSql.of(
          """
          update secret set data_key = :after
          where id = :id::uuid and number = :number and data_key = :before
          """);

  private final LedgerDatabase database;
  private final Vault vault;
  private final Clock clock;

  public SecretShelf(LedgerDatabase database, MasterKey key, Clock clock) {
    this.database = database;
    this.vault = new Vault(key);
    this.clock = clock;
  }

  private record Found(String name, Vault.Place place, Vault.Sealed sealed) {}

  private record SealedKey(Vault.Place place, byte[] key) {}

  @Override
  public Map<String, byte[]> open(int customer, Collection<String> names) {
    var found = find(customer, names);
    use(customer, found.stream().map(Found::name).toList());
    var values = new HashMap<String, byte[]>();
    found.forEach(each -> values.put(each.name, vault.open(each.sealed, each.place)));
    return values;
  }

  private List<Found> find(int customer, Collection<String> names) {
    return database.each(connection -> {
      try (var find = FIND.on(connection)) {
        return find.with("customer", customer)
            .withMany("names", "text", names.toArray())
            .rows(row ->
                new Found(
                    row.getString("name"),
                    place(row),
                    new Vault.Sealed(row.getBytes("data_key"), row.getBytes("value"))));
      }
    });
  }

  private void use(int customer, Collection<String> names) {
    database.each(connection -> {
      try (var used = USED.on(connection)) {
        return used.with("customer", customer)
            .withMany("names", "text", names.toArray())
            .with("now", clock.instant())
            .count();
      }
    });
  }

  @Override
  public String what() {
    return "secrets";
  }

  /** Row by row: jobs go on meanwhile, and either sealing opens. */
  @Override
  public Resealed reseal(MasterKey key) {
    var count = Resealed.NONE;
    var after = new UUID(0, 0);
    for (var batch = keysAfter(after); !batch.isEmpty(); batch = keysAfter(after)) {
      for (var each : batch) {
        count = count.plus(Resealed.of(each, key, this::reseal));
      }
      after = batch.getLast().place.secret();
    }
    return count;
  }

  private boolean reseal(SealedKey sealed, MasterKey key) {
    return key.resealed(sealed.key, sealed.place.about())
        .map(anew -> change(sealed, anew))
        .orElse(false);
  }

  private List<SealedKey> keysAfter(UUID after) {
    return database.each(connection -> {
      try (var keys = KEYS.on(connection)) {
        return keys.with("after", after)
            .with("limit", BATCH)
            .rows(row -> new SealedKey(place(row), row.getBytes("data_key")));
      }
    });
  }

  private boolean change(SealedKey before, byte[] after) {
    return database.each(connection -> {
      try (var reseal = RESEAL.on(connection)) {
        return reseal
                .with("id", before.place.secret())
                .with("number", before.place.number())
                .with("before", before.key)
                .with("after", after)
                .count()
            == 1;
      }
    });
  }

  private static Vault.Place place(ResultSet row) throws SQLException {
    return new Vault.Place(
        row.getInt("customer"), row.getObject("id", UUID.class), row.getInt("number"));
  }
}
