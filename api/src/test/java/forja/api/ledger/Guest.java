package forja.api.ledger;

import forja.common.farm.Ping;
import forja.common.job.JobId;
import forja.common.job.JobRequest;
import forja.common.job.LogBundle;
import forja.common.job.LogChunk;
import forja.common.job.RetryPolicy;
import forja.common.job.Token;
import forja.common.job.Unique;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A customer that owns something of every sort there is, and what of it is left. */
record Guest(LedgerForTests farm, Customer customer, List<JobId> jobs) {
  private static final String ITEM =
      "(id, customer, name, version, created_at, created_by, updated_at, updated_by, %s)"
          + " values (gen_random_uuid(), %d, 'thing', 1, now(), 'x', now(), 'x', %s)";

  /** Stands for others, or outlives whom it tells of. */
  private static final String NOT_OWNED = "('item', 'audit', 'audit_customer')";

  static Guest named(String name, LedgerForTests farm) {
    farm.execute("insert into customer (name) values ('" + name + "')");
    return new Guest(farm, farm.reader.customer(name).orElseThrow(), new ArrayList<>());
  }

  Guest withEverything() {
    history();
    atWork();
    keys();
    things();
    return this;
  }

  private JobRequest request(List<String> locks, Optional<Unique> unique) {
    var plain = JobRequest.of(new Ping(null));
    return new JobRequest(
        plain.spec(),
        0,
        Optional.empty(),
        plain.timeLimit(),
        RetryPolicy.DEFAULT,
        Map.of("of", customer.name()),
        plain.pool(),
        locks,
        unique,
        Optional.empty());
  }

  private JobId book(List<String> locks, Optional<Unique> unique, Optional<BookingKey> key) {
    var job =
        new NewJob(
            farm.ids.next(), customer.id(), request(locks, unique), key, farm.clock.instant());
    jobs.add(farm.accept(job));
    return jobs.getLast();
  }

  JobId book() {
    return book(List.of(), Optional.empty(), Optional.empty());
  }

  JobId ended() {
    var job = book();
    farm.execute("delete from ready where id = '" + job + "'");
    farm.execute(
        "update job set state = 6, finished_at = now() - interval '1 h' where id = '" + job + "'");
    return job;
  }

  /** One that ended long ago, and one that ended a moment ago, with its log. */
  private void history() {
    var old = ended();
    farm.execute("insert into job_history select * from job where id = '" + old + "'");
    farm.execute("delete from job where id = '" + old + "'");
    var ended = ended();
    var chunk = new LogChunk(ended, new Token(1, 1, 1), 1, farm.clock.instant(), "said\n");
    new LogProjection(farm.database, farm.bell, LogProjection.DEFAULT_BUDGET)
        .apply(List.of(new LogBundle(LedgerForTests.WORKER, List.of(chunk))));
  }

  /** One is on its queue with a lock, one waits for that lock, one waits for its turn. */
  private void atWork() {
    var out = book(List.of("db"), Optional.empty(), Optional.empty());
    book(List.of("db"), Optional.empty(), Optional.empty());
    farm.release(1_000);
    farm.stopper.onQueue.add(out);
    book();
  }

  private void keys() {
    var key = BookingKey.of("key", "body".getBytes(StandardCharsets.UTF_8));
    book(List.of(), Optional.of(new Unique("one", null, null)), Optional.of(key));
    new Limits(farm.database, farm.clock, farm.bell).set(customer.id(), new Limit("jobs", 7));
    new Pauses(farm.database, farm.clock, farm.bell).set(Pause.What.CUSTOMER, customer.name());
    var letter =
        new NewDeadLetter(
            customer.id(),
            "forja.intake." + customer.name(),
            "as asked",
            Optional.empty(),
            UUID.randomUUID().toString(),
            true,
            new byte[] {1});
    new DeadLetters(farm.database, farm.ids, farm.clock).keep(List.of(letter));
    var cursor = "insert into feed_cursor (customer, tx, job, number) values (%d, '7', '%s', 1)";
    farm.execute(cursor.formatted(customer.id(), jobs.getFirst()));
    farm.execute("insert into lane_in values (%d, 'farm', 'default', 1)".formatted(customer.id()));
    farm.execute("insert into lock_freed values (%d, 'lock:db')".formatted(customer.id()));
  }

  private void things() {
    item("machine", "type", "'local'");
    item(
        "secret",
        "number, size, value, data_key, set_at",
        "1, 1, '\\x01'::bytea, '\\x01'::bytea, now()");
    item("app_user", "role, password", "'viewer', 'p'");
    var user = "(select id from app_user where customer = " + customer.id() + ")";
    var secret = "sha256('" + customer.name() + "')";
    item(
        "login",
        "user_id, family, turn, ends_at",
        user + ", " + secret + ", " + secret + ", now() + interval '1 h'");
    item(
        "personal_token",
        "user_id, owner, scopes, hash, expires_at",
        user + ", 'thing', '{*}', " + secret + ", now() + interval '1 h'");
  }

  private void item(String table, String columns, String values) {
    farm.execute("insert into " + table + " " + ITEM.formatted(columns, customer.id(), values));
  }

  /** Tables that name a customer in their rows, without the parts of others. */
  List<String> ownedTables() {
    return farm.query(
        """
        select relname from pg_class join pg_attribute on attrelid = pg_class.oid
        where relkind in ('r', 'p') and not relispartition and attname = 'customer' and not attisdropped
          and relnamespace = 'public'::regnamespace and relname not in {others}
        order by relname
        """
            .replace("{others}", NOT_OWNED));
  }

  long rowsIn(String table) {
    var sql = "select count(*) from " + table + " where customer = " + customer.id();
    return Long.parseLong(farm.query(sql).getFirst());
  }

  /** Wherever a row names one of its jobs. */
  List<String> tracesOfJobs() {
    var ids = String.join("','", jobs.stream().map(JobId::toString).toList());
    var found = new ArrayList<String>();
    for (var column : jobColumns()) {
      var words = column.split(" ");
      var sql = "select count(*) from %s where %s in ('%s')".formatted(words[0], words[1], ids);
      if (!farm.query(sql).equals(List.of("0"))) {
        found.add(column);
      }
    }
    return found;
  }

  private List<String> jobColumns() {
    return farm.query(
        """
        select relname || ' ' || attname from pg_class join pg_attribute on attrelid = pg_class.oid
        where relkind in ('r', 'p') and not relispartition and atttypid = 'uuid'::regtype and not attisdropped
          and relnamespace = 'public'::regnamespace and relname not in {others}
        """
            .replace("{others}", NOT_OWNED));
  }
}
