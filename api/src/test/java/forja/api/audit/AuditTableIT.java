package forja.api.audit;

import static forja.api.audit.CallsForTests.CREATES;
import static forja.api.audit.CallsForTests.READS;
import static forja.api.audit.CallsForTests.REMOVES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.api.audit.AuditQuery.Outcomes;
import forja.api.ledger.ClockForTests;
import forja.api.ledger.Customer;
import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.PostgresForTests;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was done stands in the audit, whatever comes after. */
class AuditTableIT {
  private final ClockForTests clock = new ClockForTests();
  private LedgerDatabase database;
  private Audit audit;
  private AuditReader reader;

  @BeforeEach
  void open() {
    database = LedgerDatabase.open(PostgresForTests.emptyDatabase(AuditTableIT.class, 4));
    audit = new Audit(database, clock);
    reader = new AuditReader(database);
  }

  @AfterEach
  void close() {
    audit.close();
    database.close();
  }

  @Test
  void tellsOfAnActBeforeItIsDoneAndOfItsEndAfterwards() {
    var call = CallsForTests.of(REMOVES, "user:anna", "thing-1");

    var ending = audit.begins(call);
    var begun = only();
    ending.answered(call, 204);

    assertThat(begun.outcome()).isEmpty();
    assertThat(begun.origin()).isEqualTo(call.origin());
    assertThat(begun.object()).isEqualTo("thing-1");
    assertThat(begun.at()).isEqualTo(clock.instant());
    assertThat(only()).isEqualTo(withOutcome(begun, 204));
  }

  private static Act withOutcome(Act act, int status) {
    return new Act(
        act.id(),
        act.customer(),
        act.times(),
        act.at(),
        Optional.of(status),
        act.origin(),
        act.object());
  }

  @Test
  void namesWhatWasCreatedAsSoonAsItHasAName() {
    var ending = audit.begins(CallsForTests.of(CREATES, "user:anna", ""));

    ending.answered(CallsForTests.of(CREATES, "user:anna", "thing-7"), 201);

    assertThat(only().object()).isEqualTo("thing-7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from audit",
        "truncate audit",
        "update audit set who = 'user:nobody'",
        "update audit set outcome = 500",
        "update audit set outcome = null",
        "update audit set times = 2 where outcome is null",
        "update audit set outcome = 200, who = 'user:nobody' where outcome is null",
        "update audit set outcome = 200, object = 'another' where outcome is null",
        "set session_replication_role = replica; delete from audit"
      })
  void letsNobodyChangeIt(String sql) {
    var call = CallsForTests.of(REMOVES, "user:anna", "thing-1");
    audit.begins(call).answered(call, 204);
    audit.begins(call);
    var before = all();

    assertThatThrownBy(() -> execute(sql))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("append-only");

    assertThat(all()).isEqualTo(before);
  }

  @Test
  void knowsWhoseItWasWhenTheCustomerHasGone() throws SQLException {
    execute("insert into customer (id, name) values (7, 'gone')");
    audit.begins(CallsForTests.of(new Customer(7, "gone"), REMOVES, "user:anna", "thing-1"));

    execute("delete from customer where id = 7");

    assertThat(reader.read(query(Optional.of(7), 10)))
        .singleElement()
        .satisfies(entry -> assertThat(entry.customer()).contains("gone"));
  }

  @Test
  void keepsThePartOfATextThatItCanHold() {
    audit.begins(CallsForTests.of(REMOVES, "user:" + "a".repeat(300), "nul\0 and \ud800 half"));

    assertThat(only().origin().who()).hasSize(200);
    assertThat(only().object()).isEqualTo("nul\uFFFD and \uFFFD half");
  }

  @Test
  void doesNotTellWhoLooks() {
    audit
        .begins(CallsForTests.of(READS, "user:anna", "thing-1"))
        .answered(CallsForTests.of(READS, "user:anna", "thing-1"), 200);
    audit.refused(CallsForTests.of(READS, "user:anna", "thing-1"), 404);
    audit.flush();

    assertThat(all()).isEmpty();
  }

  @Test
  void tellsWhoMayNotLook() {
    audit.refused(CallsForTests.of(READS, "user:anna", "thing-1"), 403);
    audit.refused(CallsForTests.ofAStranger(READS, "192.0.2.7"), 401);
    audit.flush();

    assertThat(reader.read(query(Optional.empty(), 10)))
        .extracting(entry -> entry.act().outcome().orElseThrow())
        .containsExactlyInAnyOrder(401, 403);
  }

  @Test
  void foldsAFloodIntoFewRows() {
    for (int i = 0; i < 1_000; i++) {
      audit.refused(CallsForTests.ofAStranger(REMOVES, "192.0.2.7"), 401);
    }
    clock.advance(Duration.ofMinutes(2));
    audit.refused(CallsForTests.ofAStranger(REMOVES, "192.0.2.7"), 401);
    audit.flush();

    assertThat(reader.read(query(Optional.empty(), 10)))
        .extracting(entry -> entry.act().times())
        .containsExactlyInAnyOrder(1, 999, 1);
  }

  @Test
  void findsWhatIsAskedFor() {
    act("user:anna", "a", 204);
    act("user:anna", "b", 409);
    act("user:ben", "a", 404);
    audit.begins(CallsForTests.of(REMOVES, "user:ben", "c"));

    assertThat(objects(with(Optional.of("user:anna"), Optional.empty(), Optional.empty())))
        .containsExactly("b", "a");
    assertThat(objects(with(Optional.empty(), Optional.of("a"), Optional.empty()))).hasSize(2);
    assertThat(objects(with(Optional.empty(), Optional.empty(), Outcomes.named("4xx")))).hasSize(2);
    assertThat(objects(with(Optional.empty(), Optional.empty(), Outcomes.named("204"))))
        .containsExactly("a");
    assertThat(objects(with(Optional.empty(), Optional.empty(), Outcomes.named("none"))))
        .containsExactly("c");
  }

  @Test
  void pagesFromTheNewestToTheOldest() {
    for (int i = 0; i < 25; i++) {
      act("user:anna", "thing-" + i, 204);
      clock.advance(Duration.ofMillis(1));
    }

    var seen = new ArrayList<String>();
    var page = all(Optional.empty(), 10);
    while (!page.isEmpty()) {
      page.forEach(act -> seen.add(act.object()));
      page = all(Optional.of(page.getLast()), 10);
    }

    assertThat(seen).hasSize(25).startsWith("thing-24", "thing-23").endsWith("thing-0");
  }

  private void act(String who, String object, int status) {
    var call = CallsForTests.of(REMOVES, who, object);
    audit.begins(call).answered(call, status);
  }

  private List<String> objects(AuditQuery query) {
    return reader.read(query).stream().map(entry -> entry.act().object()).toList();
  }

  private static AuditQuery with(
      Optional<String> who, Optional<String> object, Optional<Outcomes> outcomes) {
    return new AuditQuery(
        Optional.of(1),
        who,
        Optional.empty(),
        object,
        outcomes,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        100);
  }

  private static AuditQuery query(Optional<Integer> customer, int limit) {
    return new AuditQuery(
        customer,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit);
  }

  private List<Act> all() {
    return all(Optional.empty(), 100);
  }

  private List<Act> all(Optional<Act> before, int limit) {
    var query = query(Optional.of(1), limit);
    var page =
        new AuditQuery(
            query.customer(),
            query.who(),
            query.operation(),
            query.object(),
            query.outcomes(),
            query.since(),
            query.until(),
            before.map(Act::id),
            limit);
    return reader.read(page).stream().map(AuditReader.Entry::act).toList();
  }

  private Act only() {
    assertThat(all()).hasSize(1);
    return all().getFirst();
  }

  private void execute(String sql) throws SQLException {
    try (var connection = database.source().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
