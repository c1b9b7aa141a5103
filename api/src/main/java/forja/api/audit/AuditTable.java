package forja.api.audit;

import forja.api.ledger.LedgerCall;
import forja.api.ledger.LedgerSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes into the audit. Bookings write their own rows, in the statement that books. */
final class AuditTable {
  private static final LedgerSql ADD =
      LedgerSql.of(
          """
          insert into audit (id, customer, times, at, outcome, who, role, operation, object, address, request_id)
          select id, customer, times, from_micros(at), outcome, who, role, operation, object, address, request_id
          from unnest(:ids::uuid[], :customers::int[], :times::int[], :ats::int8[], :outcomes::int2[], :whos::text[],
            :roles::text[], :operations::text[], :objects::text[], :addresses::text[], :requests::text[])
          as act (id, customer, times, at, outcome, who, role, operation, object, address, request_id)
          on conflict do nothing
          """);
  private static final LedgerSql END =
      LedgerSql.of(
          """
          update audit
          set outcome = ended.outcome, object = case audit.object when '' then ended.object else audit.object end
          from unnest(:ids::uuid[], :customers::int[], :outcomes::int2[], :objects::text[])
            as ended (id, customer, outcome, object)
          where (audit.customer, audit.id) = (ended.customer, ended.id) and audit.outcome is null
          """);

  private AuditTable() {}

  /** How an act that has begun ended, and on what, where that was not known before. */
  record End(UUID id, int customer, int outcome, String object) {}

  static void add(Connection connection, List<Act> acts) throws SQLException {
    try (var call = ADD.on(connection)) {
      call.withMany("ids", "uuid", column(acts, Act::id))
          .withMany("customers", "int4", column(acts, Act::customer))
          .withMany("times", "int4", column(acts, Act::times))
          .withMany("ats", "int8", column(acts, act -> micros(act.at())))
          .withMany("outcomes", "int4", column(acts, act -> act.outcome().orElse(null)))
          .withMany("objects", "text", column(acts, Act::object));
      withOrigins(call, acts);
      call.count();
    }
  }

  private static void withOrigins(LedgerCall call, List<Act> acts) throws SQLException {
    call.withMany("whos", "text", column(acts, act -> act.origin().who()))
        .withMany("roles", "text", column(acts, act -> act.origin().role()))
        .withMany("operations", "text", column(acts, act -> act.origin().operation()))
        .withMany("addresses", "text", column(acts, act -> act.origin().address()))
        .withMany("requests", "text", column(acts, act -> act.origin().requestId()));
  }

  static void end(Connection connection, List<End> ends) throws SQLException {
    try (var call = END.on(connection)) {
      call.withMany("ids", "uuid", column(ends, End::id))
          .withMany("customers", "int4", column(ends, End::customer))
          .withMany("outcomes", "int4", column(ends, End::outcome))
          .withMany("objects", "text", column(ends, End::object))
          .count();
    }
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  private static <T> @Nullable Object[] column(List<T> rows, Function<T, @Nullable Object> value) {
    return rows.stream().map(value).toArray();
  }
}
