package forja.api.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** A page of the dead letters of some customers; nothing in particular where nothing is said. */
public record DeadLetterPage(
    List<Integer> customers, Optional<DeadLetter.What> what, Optional<UUID> before, int limit) {
  private static final LedgerSql LIST =
      LedgerSql.of(
          """
          select id, customer, what, address, reason, key, at, whole, octet_length(body) as size, ''::bytea as body
          from dead_letter
          where customer = any (:customers::int[]) and (:what::text is null or what = :what::text)
            and (:before::uuid is null or id < :before::uuid)
          order by id desc limit :limit
          """);
  private static final LedgerSql COUNT =
      LedgerSql.of("select what, count(*) as n from dead_letter group by what");

  List<DeadLetter> read(LedgerDatabase database) {
    return database.each(connection -> {
      try (var call = LIST.on(connection)) {
        return call.withMany("customers", "int4", customers.toArray())
            .with("what", what.map(DeadLetter.What::wireName).orElse(null))
            .with("before", before.orElse(null))
            .with("limit", limit)
            .rows(DeadLetterPage::letter);
      }
    });
  }

  static Map<DeadLetter.What, Long> counts(LedgerDatabase database) {
    return database
        .each(connection -> {
          try (var call = COUNT.on(connection)) {
            return call.rows(row -> Map.entry(what(row), row.getLong("n")));
          }
        })
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  static DeadLetter letter(ResultSet row) throws SQLException {
    return new DeadLetter(
        row.getObject("id", UUID.class),
        row.getInt("customer"),
        what(row),
        row.getString("address"),
        row.getString("reason"),
        JobRowReader.text(row, "key"),
        JobRowReader.instant(row, "at").orElseThrow(),
        row.getBoolean("whole"),
        row.getInt("size"),
        row.getBytes("body"));
  }

  private static DeadLetter.What what(ResultSet row) throws SQLException {
    return DeadLetter.What.named(row.getString("what")).orElseThrow();
  }
}
