package forja.api.audit;

import forja.api.ledger.LedgerCall;
import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.LedgerSql;
import forja.api.ledger.Origin;
import forja.common.job.JobId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Answers from the audit, newest first. Ids grow with time, so the order is that of the ids. */
public final class AuditReader {
  private static final String TEXT =
      """
      with recursive owner (id) as ({owners}),
      page as (
        select act.* from owner cross join lateral (
          select * from audit where customer = owner.id{conditions} order by id desc limit :limit) as act
        order by id desc limit :limit)
      select page.*, coalesce(customer.name, audit_customer.name) as name
      from page
      left join customer on customer.id = page.customer
      left join audit_customer on audit_customer.id = page.customer
      order by page.id desc
      """;
  private static final String ONE = "select :customer::int";

  /** Each customer that has a row, found by one step through the index. */
  private static final String ALL =
      """
      (select customer from audit order by customer limit 1)
        union all
        select (select next.customer from audit next where next.customer > owner.id order by next.customer limit 1)
        from owner where owner.id is not null\
      """;

  private final LedgerDatabase database;

  public AuditReader(LedgerDatabase database) {
    this.database = database;
  }

  /** An act with the name of its customer, which the farm itself has not. */
  public record Entry(Act act, Optional<String> customer) {}

  public List<Entry> read(AuditQuery query) {
    var sql = LedgerSql.of(text(query));
    return database.each(connection -> {
      try (var call = sql.on(connection)) {
        return with(call, query).rows(AuditReader::entry);
      }
    });
  }

  private static String text(AuditQuery query) {
    var conditions = new ArrayList<String>();
    query.before().ifPresent(_ -> conditions.add("id < :before::uuid"));
    query.who().ifPresent(_ -> conditions.add("who = :who"));
    query.operation().ifPresent(_ -> conditions.add("operation = :operation"));
    query
        .object()
        .ifPresent(_ -> conditions.add("(object = :object or object is null and id = :job::uuid)"));
    query.since().ifPresent(_ -> conditions.add("id >= :from::uuid and at >= :since"));
    query.until().ifPresent(_ -> conditions.add("at < :until"));
    query
        .outcomes()
        .ifPresent(range ->
            conditions.add(
                range.isNone() ? "outcome is null" : "outcome between :least and :most"));
    var all = conditions.stream().map(condition -> " and " + condition).toList();
    return TEXT.replace("{owners}", query.customer().isPresent() ? ONE : ALL)
        .replace("{conditions}", String.join("", all));
  }

  private static LedgerCall with(LedgerCall call, AuditQuery query) throws SQLException {
    call.with("limit", query.limit());
    if (query.customer().isPresent()) {
      call.with("customer", query.customer().get());
    }
    if (query.before().isPresent()) {
      call.with("before", query.before().get());
    }
    if (query.who().isPresent()) {
      call.with("who", query.who().get());
    }
    if (query.operation().isPresent()) {
      call.with("operation", query.operation().get());
    }
    if (query.object().isPresent()) {
      call.with("object", query.object().get())
          .with("job", JobId.parse(query.object().get()).map(JobId::value).orElse(null));
    }
    return withTimes(call, query);
  }

  private static LedgerCall withTimes(LedgerCall call, AuditQuery query) throws SQLException {
    if (query.since().isPresent()) {
      call.with("from", lowestId(query.since().get())).with("since", query.since().get());
    }
    if (query.until().isPresent()) {
      call.with("until", query.until().get());
    }
    var range = query.outcomes().filter(outcomes -> !outcomes.isNone());
    if (range.isPresent()) {
      call.with("least", range.get().from()).with("most", range.get().to());
    }
    return call;
  }

  private static UUID lowestId(Instant at) {
    return new UUID(Math.max(0, at.toEpochMilli()) << 16, 0);
  }

  private static Entry entry(ResultSet row) throws SQLException {
    var id = row.getObject("id", UUID.class);
    var object = row.getString("object");
    var act =
        new Act(
            id,
            row.getInt("customer"),
            row.getInt("times"),
            row.getObject("at", OffsetDateTime.class).toInstant(),
            Optional.ofNullable(row.getObject("outcome", Integer.class)),
            new Origin(
                row.getString("who"),
                row.getString("role"),
                row.getString("operation"),
                row.getString("address"),
                row.getString("request_id")),
            object == null ? id.toString() : object);
    return new Entry(act, Optional.ofNullable(row.getString("name")));
  }
}
