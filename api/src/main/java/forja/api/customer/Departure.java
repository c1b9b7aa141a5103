package forja.api.customer;

import forja.api.ledger.Belongings;
import forja.api.ledger.Customer;
import forja.api.ledger.Farewells;
import forja.api.ledger.LastCancels;
import forja.api.ledger.LedgerUnavailable;
import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.Outcome;
import forja.common.job.Progress;
import forja.routes.wiring.BrokerAway;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Removes a customer and all it owns. Each step may be done twice, or at the same time in two
 * places: whoever takes the job up again begins from the front and finds little to do.
 */
public final class Departure {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /** The book of an api is half a second old at most, and so are its intakes. */
  private static final Duration EVERYBODY_KNOWS_AFTER = Duration.ofMillis(1_500);

  private final Farewells farewells;
  private final LastCancels cancels;
  private final List<Belongings> belongings;

  /** The belongings go in the order of the list. */
  public Departure(Farewells farewells, LastCancels cancels, List<Belongings> belongings) {
    this.farewells = farewells;
    this.cancels = cancels;
    this.belongings = List.copyOf(belongings);
  }

  Outcome of(String name, JobId job, Progress progress) throws InterruptedException {
    try {
      var leaving = farewells.leaving(name, job);
      return leaving.isPresent()
          ? remove(leaving.get().customer(), job, progress)
          : afterwards(name);
    } catch (RuntimeException failed) {
      // An interrupt cuts what a thread asks of the database or the broker.
      if (Thread.interrupted() || failed.getCause() instanceof InterruptedException) {
        throw (InterruptedException) new InterruptedException().initCause(failed);
      }
      return explain(failed);
    }
  }

  /** It was delivered again after its work was done, or retried after the customer was let stay. */
  private Outcome afterwards(String name) {
    return farewells.isThere(name)
        ? Outcome.failed(
            Failure.Kind.REJECTED,
            "customer.stays",
            "the customer " + name + " is not removed by this job; ask for it anew")
        : gone(name, 0);
  }

  private Outcome remove(Customer customer, JobId job, Progress progress)
      throws InterruptedException {
    progress.reached(0, "waits until every api knows");
    Thread.sleep(EVERYBODY_KNOWS_AFTER);
    awaitWriters();
    var tally = new Tally(customer, belongings, progress);
    while (farewells.leaving(customer.name(), job).isPresent()) {
      if (farewells.staysForItsWork(customer, job)) {
        return atWork(customer);
      }
      if (!farewells.seal(customer, job)) {
        endSomeJobs(customer, progress);
      } else {
        awaitWriters();
        tally.removeAll();
        if (tally.isNothingLeft() && farewells.remove(customer, job)) {
          return gone(customer.name(), tally.removed());
        }
      }
      Thread.sleep(LOOK_AGAIN);
    }
    return afterwards(customer.name());
  }

  private void endSomeJobs(Customer customer, Progress progress) {
    long alive = farewells.living(customer);
    progress.reached(0, "waits until " + alive + " jobs have ended");
    while (cancels.cancelSome(customer) > 0 && !Thread.currentThread().isInterrupted()) {
      progress.reached(0, "cancels " + farewells.living(customer) + " jobs");
    }
  }

  /** What they wrote without knowing of the farewell can be seen then. */
  private void awaitWriters() throws InterruptedException {
    var since = farewells.now();
    while (!farewells.haveWritersEnded(since)) {
      Thread.sleep(LOOK_AGAIN);
    }
  }

  private static Outcome gone(String name, long removed) {
    return Outcome.succeeded(Map.of("customer", name, "removed", removed));
  }

  private static Outcome atWork(Customer customer) {
    return Outcome.failed(
        Failure.Kind.REJECTED,
        "customer.at-work",
        "jobs of " + customer.name() + " are alive, so it stays; with force they are cancelled");
  }

  private static Outcome explain(RuntimeException failed) {
    return switch (failed) {
      case LedgerUnavailable away ->
          Outcome.failed(
              Failure.Kind.UNAVAILABLE, "customer.ledger-away", String.valueOf(away.getMessage()));
      case BrokerAway away ->
          Outcome.failed(
              Failure.Kind.UNAVAILABLE, "customer.broker-away", String.valueOf(away.getMessage()));
      default -> throw failed;
    };
  }
}
