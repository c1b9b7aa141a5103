package forja.api.ledger;

import forja.common.job.JobId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Answers from the ledger; what is not the customer's own is not there. */
public final class LedgerReader {
  private static final LedgerSql FIND =
      LedgerSql.of(
          "select * from every_job where id = any (:ids::uuid[]) and customer = :customer");
  private static final LedgerSql CUSTOMER =
      LedgerSql.of("select id, name from customer where name = :name");
  private static final LedgerSql CUSTOMERS = LedgerSql.of("select id, name from customer");
  private static final LedgerSql LIVING_CUSTOMERS =
      LedgerSql.of("select id, name from customer where state = 'living'");
  private static final LedgerSql KEPT_SINCE = LedgerSql.of("select since from kept");
  private static final LedgerSql IN_DOUBT =
      LedgerSql.of("select count(*) as n from lock_permit where doubt_since is not null");
  private static final LedgerSql LANES =
      LedgerSql.of(
          """
          with queued as (
            select capability, pool, count(*) as n, min(id::text)::uuid as oldest
            from (
              select capability, pool, id from ready where customer = :customer
              union all
              select capability, pool, id from lock_wait where customer = :customer) as waiting
            group by capability, pool),
          scheduled as (
            select capability, pool, count(*) as n
            from job where wake_at is not null and customer = :customer group by capability, pool),
          released as (
            select capability, pool, lane_out.n - coalesce(lane_in.n, 0) as n
            from lane_out left join lane_in using (customer, capability, pool) where customer = :customer)
          select capability, pool, coalesce(scheduled.n, 0) as scheduled, coalesce(queued.n, 0) as queued,
            coalesce(released.n, 0) as out, oldest
          from queued full join scheduled using (capability, pool) full join released using (capability, pool)
          order by capability, pool
          """);

  private static final LedgerSql WAITS_FOR =
      LedgerSql.of(
          """
          select 1 as place, 'paused ' || what || ' ' || name as reason from paused
          where (what, name) in (('capability', :capability), ('pool', :pool), ('kind', :kind))
            or what = 'customer' and name = (select name from customer where id = :customer)
          union all
          select 2, case when starts_with(gate, 'lock:') then 'lock ' else 'limit kind ' end || substr(gate, 6)
          from lock_wait where customer = :customer and id = :id
          union all
          select 3, 'limit jobs' from permit_limit
          where customer = :customer and subject = 'jobs' and permits <=
            (select coalesce(sum(n), 0) from lane_out where lane_out.customer = permit_limit.customer)
            - (select coalesce(sum(n), 0) from lane_in where lane_in.customer = permit_limit.customer)
          order by place, reason
          limit 1
          """);

  private final LedgerDatabase database;
  private final FeedReader feed;

  public LedgerReader(LedgerDatabase database) {
    this.database = database;
    this.feed = new FeedReader(database);
  }

  public Optional<JobRow> find(int customer, JobId id) {
    return Optional.ofNullable(find(customer, List.of(id)).get(id));
  }

  /** Those that exist. */
  public Map<JobId, JobRow> find(int customer, Collection<JobId> ids) {
    return ask(
            FIND,
            call ->
                call.withIds("ids", ids.stream().map(JobId::value).toList())
                    .with("customer", customer),
            JobRowReader::job)
        .stream()
        .collect(Collectors.toMap(JobRow::id, Function.identity()));
  }

  /**
   * Why a queued job cannot go now: {@code lock db}, {@code limit kind farm.sleep}, {@code limit
   * jobs}, {@code paused pool default}. Empty when it only waits for its turn.
   */
  public Optional<String> waitsFor(JobRow job) {
    return ask(
            WAITS_FOR,
            call ->
                call.with("id", job.id().value())
                    .with("customer", job.customer())
                    .with("kind", job.kind())
                    .with("capability", job.lane().capability().id())
                    .with("pool", job.lane().pool()),
            row -> row.getString("reason"))
        .stream()
        .findFirst();
  }

  /** Newest first; the next page starts before the last id of this one. */
  public List<JobRow> list(int customer, JobFilter filter, Optional<JobId> before, int limit) {
    return new JobListing(customer, filter, before, limit).read(database);
  }

  /** Events of one job, after this number, in order. */
  public List<JobEvent> eventsOf(int customer, JobId id, int afterNumber, int limit) {
    return feed.eventsOf(customer, id, afterNumber, limit);
  }

  /** How often a job was tried, and what came of it each time; the newest attempt last. */
  public List<Attempt> attemptsOf(int customer, JobId id) {
    return AttemptReader.of(feed.turnsOf(customer, id));
  }

  /** Events of all jobs, in an order that a later commit cannot disturb. */
  public List<FeedEvent> feed(int customer, FeedPosition after, int limit) {
    return feed.after(customer, after, limit);
  }

  /** Where the feed ends now: what happens later comes after it. */
  public FeedPosition feedEnd() {
    return feed.end();
  }

  public List<LaneCount> lanes(int customer) {
    return ask(
        LANES,
        call -> call.with("customer", customer),
        row ->
            new LaneCount(
                JobRowReader.lane(row),
                row.getLong("scheduled"),
                row.getLong("queued"),
                row.getLong("out"),
                Optional.ofNullable(row.getObject("oldest", UUID.class))
                    .map(id -> new JobId(id).acceptedAt())));
  }

  public Optional<Customer> customer(String name) {
    return ask(CUSTOMER, call -> call.with("name", name), LedgerReader::customer).stream()
        .findFirst();
  }

  public List<Customer> customers() {
    return ask(CUSTOMERS, call -> call, LedgerReader::customer);
  }

  /** Those that are not about to leave. */
  public List<Customer> livingCustomers() {
    return ask(LIVING_CUSTOMERS, call -> call, LedgerReader::customer);
  }

  private static Customer customer(ResultSet row) throws SQLException {
    return new Customer(row.getInt("id"), row.getString("name"));
  }

  /** How many permits of locks are in doubt, of all customers. */
  public long permitsInDoubt() {
    return ask(IN_DOUBT, call -> call, row -> row.getLong("n")).getFirst();
  }

  /** Jobs accepted before this moment may have expired. */
  public Instant keptSince() {
    return ask(KEPT_SINCE, call -> call, row -> JobRowReader.instant(row, "since").orElseThrow())
        .getFirst();
  }

  /** Gives a statement its parameters. */
  private interface Parameters {
    LedgerCall on(LedgerCall call) throws SQLException;
  }

  private <T> List<T> ask(LedgerSql sql, Parameters parameters, LedgerCall.RowReader<T> reader) {
    return database.each(connection -> {
      try (var call = sql.on(connection)) {
        return parameters.on(call).rows(reader);
      }
    });
  }
}
