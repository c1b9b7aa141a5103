package forja.api.customer;

import forja.api.ledger.Customer;
import forja.api.ledger.FarewellAnswer;
import forja.api.ledger.Farewells;
import forja.api.ledger.NewJob;
import forja.api.ledger.Origin;
import forja.common.customer.DeleteCustomer;
import forja.common.job.Failure;
import forja.common.job.JobIds;
import forja.common.job.JobRequest;
import forja.common.job.Kinds;
import forja.common.job.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Books the jobs by which customers go; the farm owns them, as its own customer. */
public final class FarewellDesk {
  static final String KIND =
      Kinds.all().stream()
          .filter(kind -> kind.spec().equals(DeleteCustomer.class))
          .findFirst()
          .orElseThrow()
          .name();

  /** A farewell that nobody takes back is carried out, however long the broker is away. */
  private static final RetryPolicy STUBBORN =
      new RetryPolicy(
          RetryPolicy.MOST_ATTEMPTS,
          Duration.ofSeconds(1),
          2,
          Duration.ofMinutes(5),
          Set.of(Failure.Kind.UNAVAILABLE, Failure.Kind.LOST));

  private final Farewells farewells;
  private final JobIds ids;
  private final Clock clock;

  public FarewellDesk(Farewells farewells, JobIds ids, Clock clock) {
    this.farewells = farewells;
    this.ids = ids;
    this.clock = clock;
  }

  /** The customer is known by its name or by its id as an item. */
  FarewellAnswer ask(String nameOrId, boolean forced, String requestId) {
    var name = farewells.nameOf(nameOrId);
    return name.isEmpty()
        ? new FarewellAnswer.Unknown()
        : farewells.ask(name.get(), forced, job(name.get(), forced, requestId));
  }

  private NewJob job(String name, boolean forced, String requestId) {
    var plain = JobRequest.of(new DeleteCustomer(name, forced));
    var request =
        new JobRequest(
            plain.spec(),
            plain.priority(),
            Optional.empty(),
            JobRequest.LONGEST_TIME_LIMIT,
            STUBBORN,
            Map.of(),
            plain.pool(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    return new NewJob(
        ids.next(),
        Customer.MAIN.id(),
        request,
        Optional.empty(),
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        new Origin("farm", "", "deleteCustomer", "", requestId));
  }
}
