package forja.api.ledger;

import static forja.api.ledger.LedgerForTests.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.api.customer.CustomerExecutor;
import forja.api.customer.Departure;
import forja.common.customer.DeleteCustomer;
import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.JobRequest;
import forja.common.job.Outcome;
import forja.common.job.Progress;
import forja.common.job.Token;
import forja.common.job.Work;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a customer goes, as far as the database is concerned. */
class FarewellIT {
  private LedgerForTests farm;
  private Farewells farewells;
  private CancelLoop cancels;

  @BeforeEach
  void open() {
    farm = new LedgerForTests(FarewellIT.class);
    farewells = new Farewells(farm.database, farm.bell);
    cancels =
        new CancelLoop(farm.database, farm.clock, farm.bell, farm.stopper, Duration.ofSeconds(7));
    cancels.start();
  }

  @AfterEach
  void close() {
    cancels.close();
    farm.close();
  }

  @Test
  void leavesNoRowAnywhereButInTheAudit() throws Exception {
    var neighbour = Guest.named("neighbour", farm).withEverything();
    var guest = Guest.named("acme", farm).withEverything();
    assertThat(guest.ownedTables())
        .allSatisfy(table -> assertThat(guest.rowsIn(table)).isPositive());
    var before = neighbour.ownedTables().stream().map(neighbour::rowsIn).toList();

    var outcome = execute(leaves("acme", true), "acme", belongings());

    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    assertThat(guest.ownedTables()).allSatisfy(table -> assertThat(guest.rowsIn(table)).isZero());
    assertThat(guest.tracesOfJobs()).isEmpty();
    assertThat(farm.query("select name from paused")).containsExactly("neighbour");
    assertThat(farm.query("select count(*) from audit where customer = " + guest.customer().id()))
        .isNotEqualTo(List.of("0"));
    assertThat(farm.reader.customer("acme")).isEmpty();
    assertThat(neighbour.ownedTables().stream().map(neighbour::rowsIn).toList()).isEqualTo(before);
  }

  @Test
  void staysWhileItsJobsAreAliveUnlessItIsForced() throws Exception {
    var guest = Guest.named("busy", farm);
    guest.book();

    assertThat(ask("busy", false)).isEqualTo(new FarewellAnswer.AtWork(1));
    guest.book();

    assertThat(execute(leaves("busy", true), "busy", belongings()))
        .isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void isLetStayWhenAJobSlippedIn() throws Exception {
    var guest = Guest.named("lucky", farm);
    var ended = guest.ended();
    var job = leaves("lucky", false);
    farm.execute("update job set state = 2 where id = '" + ended + "'");

    assertFailed(execute(job, "lucky", belongings()), "customer.at-work");

    assertThat(farm.query("select state from customer where name = 'lucky'"))
        .containsExactly("living");
    assertThat(farm.accept(farm.jobs(guest.customer().id(), 1)))
        .hasOnlyElementsOfType(Accepted.Booked.class);
  }

  @Test
  void booksNothingForWhoLeaves() {
    var guest = Guest.named("leaver", farm);
    leaves("leaver", false);

    var answers =
        farm.accept(
            Stream.concat(farm.jobs(guest.customer().id(), 1).stream(), farm.jobs(MAIN, 1).stream())
                .toList());

    assertThat(answers.getFirst()).isInstanceOf(Accepted.Refused.class);
    assertThat(answers.getLast()).isInstanceOf(Accepted.Booked.class);
  }

  @Test
  void isOneJobHoweverManyAsk() {
    Guest.named("popular", farm);

    var answers =
        IntStream.range(0, 8)
            .mapToObj(number ->
                CompletableFuture.supplyAsync(
                    () -> ask("popular", number % 2 == 0), LedgerForTests.AT_ONCE))
            .toList();

    assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    assertThat(farm.query("select count(*) from job where kind = 'customer.delete'"))
        .containsExactly("1");
    assertThat(
            farewells.leaving("popular", job(answers.getFirst().join())).orElseThrow().isForced())
        .isTrue();
  }

  @Test
  void neverTakesTheFarmsOwnNorOneThatIsNotThere() {
    assertThat(ask("main", true)).isInstanceOf(FarewellAnswer.Needed.class);
    assertThat(ask("nobody", true)).isInstanceOf(FarewellAnswer.Unknown.class);
  }

  @Test
  void leavesANewCustomerOfThatNameAlone() throws Exception {
    Guest.named("phoenix", farm);
    var job = leaves("phoenix", false);
    assertThat(execute(job, "phoenix", belongings())).isInstanceOf(Outcome.Succeeded.class);
    assertThat(execute(job, "phoenix", belongings())).isInstanceOf(Outcome.Succeeded.class);

    Guest.named("phoenix", farm);

    assertFailed(execute(job, "phoenix", belongings()), "customer.stays");
    assertThat(farm.reader.customer("phoenix")).isPresent();
  }

  @Test
  void goesOnWhereItWasKilled() throws Exception {
    var guest = Guest.named("twice", farm).withEverything();
    var job = leaves("twice", true);
    var killed = new ArrayList<>(belongings().subList(0, 3));
    killed.add(new Killer());

    assertThatThrownBy(() -> execute(job, "twice", killed)).hasMessage("killed");
    assertThat(farm.reader.customer("twice")).isPresent();
    assertThat(farm.reader.livingCustomers()).extracting(Customer::name).doesNotContain("twice");

    assertThat(execute(job, "twice", belongings())).isInstanceOf(Outcome.Succeeded.class);
    assertThat(guest.ownedTables()).allSatisfy(table -> assertThat(guest.rowsIn(table)).isZero());
  }

  @Test
  void waitsForThoseWhoBeganToWriteBefore() throws SQLException {
    try (var connection = farm.database.source().getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("select 1");
      var now = farewells.now();

      assertThat(farewells.haveWritersEnded(now)).isFalse();

      connection.commit();
      assertThat(farewells.haveWritersEnded(now)).isTrue();
    }
  }

  private static final class Killer implements Belongings {
    @Override
    public String name() {
      return "lives";
    }

    @Override
    public long remove(Customer customer) {
      throw new IllegalStateException("killed");
    }

    @Override
    public long left(Customer customer) {
      return 1;
    }
  }

  private FarewellAnswer ask(String name, boolean forced) {
    var spec = new DeleteCustomer(name, forced);
    return farewells.ask(name, forced, farm.job(MAIN, JobRequest.of(spec)));
  }

  private JobId leaves(String name, boolean forced) {
    return job(ask(name, forced));
  }

  private static JobId job(FarewellAnswer answer) {
    assertThat(answer).isInstanceOf(FarewellAnswer.Leaves.class);
    return ((FarewellAnswer.Leaves) answer).job();
  }

  private List<Belongings> belongings() {
    var all = new ArrayList<Belongings>();
    for (var table : List.of("personal_token", "login", "app_user", "secret", "machine")) {
      all.add(new CustomerRows(farm.database, table, table));
    }
    all.addAll(LedgerBelongings.in(farm.database));
    return all;
  }

  private Outcome execute(JobId job, String name, List<Belongings> belongings)
      throws InterruptedException {
    var departure =
        new Departure(farewells, new LastCancels(farm.database, farm.clock, farm.bell), belongings);
    return new CustomerExecutor(departure)
        .execute(
            new Work(job, "main", new Token(1, 1, 1)), new DeleteCustomer(name, false), SILENT);
  }

  private static void assertFailed(Outcome outcome, String code) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(code);
              assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.REJECTED);
            });
  }

  private static final Progress SILENT =
      new Progress() {
        @Override
        public void reached(int percent, String message) {
          // Nobody listens.
        }

        @Override
        public void log(String line) {
          // Nobody listens.
        }
      };
}
