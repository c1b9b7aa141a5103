package forja.api.identity;

import forja.api.http.Caller;
import forja.api.http.Role;
import forja.api.http.Scopes;
import forja.api.identity.Bearer.Sort;
import forja.api.ledger.Customer;
import forja.api.ledger.LedgerCall;
import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.LedgerSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Reads who bears what: sessions and personal tokens that are good now. Whose they are is what is
 * asked, so that no customer is known before.
 */
final class BearerReader {
  private static final String SESSION =
      """
      select login.id, 'SESSION' as sort, login.user_id, app_user.name as user_name, app_user.role,
        customer.id as customer, customer.name as customer_name, login.ends_at as until,
        null::text as owner, null::text as token, null::text[] as scopes
      from login
      join app_user on app_user.id = login.user_id and not app_user.disabled
      join customer on customer.id = app_user.customer and customer.state = 'living'
      where login.ends_at > :now::timestamptz and\
      """;
  private static final String TOKEN =
      """
      select personal_token.id, 'TOKEN' as sort, personal_token.user_id, app_user.name as user_name,
        case when personal_token.owner = '' then 'farm-admin' else app_user.role end as role,
        customer.id as customer, customer.name as customer_name, personal_token.expires_at as until,
        personal_token.owner, personal_token.name as token, personal_token.scopes
      from personal_token
      join customer on customer.id = personal_token.customer and customer.state = 'living'
      left join app_user on app_user.id = personal_token.user_id
      where personal_token.expires_at > :now::timestamptz and (personal_token.owner = '' or not app_user.disabled) and\
      """;
  private static final LedgerSql OF_SESSIONS =
      LedgerSql.of(SESSION + " login.id = any (:ids::uuid[])");
  private static final LedgerSql OF_TOKENS =
      LedgerSql.of(TOKEN + " personal_token.id = any (:ids::uuid[])");
  private static final LedgerSql OF_HASH = LedgerSql.of(TOKEN + " personal_token.hash = :hash");
  private static final LedgerSql USED =
      LedgerSql.of(
          """
          update personal_token set last_used_at = :now::timestamptz
          where id = any (:ids::uuid[])
            and (last_used_at is null or last_used_at < :now::timestamptz - interval '1 minute')
          """);

  private final LedgerDatabase database;
  private final Clock clock;

  BearerReader(LedgerDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  private interface Question {
    LedgerCall ask(LedgerCall call) throws SQLException;
  }

  Optional<Bearer> session(UUID id) {
    return read(OF_SESSIONS, call -> call.withIds("ids", Set.of(id))).stream().findFirst();
  }

  /** By the fingerprint of its text. */
  Optional<Bearer> token(byte[] hash) {
    return read(OF_HASH, call -> call.with("hash", hash)).stream().findFirst();
  }

  /** Those of them that are still good, as they are now. */
  List<Bearer> again(Collection<UUID> sessions, Collection<UUID> tokens) {
    var good =
        sessions.isEmpty()
            ? Stream.<Bearer>of()
            : read(OF_SESSIONS, call -> call.withIds("ids", sessions)).stream();
    var alsoGood =
        tokens.isEmpty()
            ? Stream.<Bearer>of()
            : read(OF_TOKENS, call -> call.withIds("ids", tokens)).stream();
    return Stream.concat(good, alsoGood).toList();
  }

  /** These tokens are in use; written down once a minute. */
  void used(Collection<UUID> tokens) {
    int _ =
        database.each(connection -> {
          try (var call = USED.on(connection)) {
            return call.with("now", clock.instant()).withIds("ids", tokens).count();
          }
        });
  }

  private List<Bearer> read(LedgerSql sql, Question question) {
    return database.each(connection -> {
      try (var call = sql.on(connection)) {
        return question.ask(call.with("now", clock.instant())).rows(BearerReader::bearer);
      }
    });
  }

  private static Bearer bearer(ResultSet row) throws SQLException {
    var sort = Sort.valueOf(row.getString("sort"));
    return new Bearer(
        row.getObject("id", UUID.class),
        sort,
        Optional.ofNullable(row.getObject("user_id", UUID.class)),
        sort == Sort.SESSION ? sessionCaller(row) : tokenCaller(row),
        row.getObject("until", OffsetDateTime.class).toInstant());
  }

  private static Caller sessionCaller(ResultSet row) throws SQLException {
    return Caller.of(customer(row), role(row), Who.ofUser(row.getString("user_name")))
        .in(
            new Caller.Session(
                row.getObject("id", UUID.class), row.getObject("user_id", UUID.class)));
  }

  private static Caller tokenCaller(ResultSet row) throws SQLException {
    var owner = Optional.of(row.getString("owner")).filter(name -> !name.isEmpty());
    var scopes = (String[]) row.getArray("scopes").getArray();
    return new Caller(
        customer(row),
        role(row),
        Who.ofToken(owner, row.getString("token")),
        Scopes.of(List.of(scopes)),
        false);
  }

  private static Customer customer(ResultSet row) throws SQLException {
    return new Customer(row.getInt("customer"), row.getString("customer_name"));
  }

  private static Role role(ResultSet row) throws SQLException {
    return Role.named(row.getString("role")).orElseThrow();
  }
}
