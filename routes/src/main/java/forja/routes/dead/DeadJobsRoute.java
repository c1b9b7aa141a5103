package forja.routes.dead;

import static forja.routes.wiring.Topology.MOST_DELIVERIES;

import forja.common.job.Failure;
import forja.common.job.InvalidSpec;
import forja.common.job.Job;
import forja.common.job.JobReport;
import forja.common.job.ReportBundle;
import forja.common.wire.JobWire;
import forja.common.wire.Wire;
import forja.routes.ledger.Unreadables;
import forja.routes.wiring.Batches;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Received;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Api side: a job that was delivered too often to workers that died is reported lost. */
public final class DeadJobsRoute extends RouteBuilder {
  private static final String REPORTER = "broker";

  private final Consumer<List<ReportBundle>> projection;
  private final Unreadables unreadables;
  private final Clock clock;

  public DeadJobsRoute(
      Consumer<List<ReportBundle>> projection, Unreadables unreadables, Clock clock) {
    this.projection = projection;
    this.unreadables = unreadables;
    this.clock = clock;
  }

  @Override
  public void configure() {
    from(Channels.queue(Channels.DEAD)).routeId("dead").process(this::reportLost);
  }

  private void reportLost(Exchange exchange) {
    List<JobReport> reports =
        Batches.of(exchange).stream().flatMap(dead -> lost(dead).stream()).toList();
    projection.accept(List.of(new ReportBundle(REPORTER, reports)));
  }

  private Optional<JobReport> lost(Received dead) {
    try {
      return Optional.of(lost(JobWire.job(dead.body())));
    } catch (Wire.Unreadable | InvalidSpec unreadable) {
      unreadables.putAside(dead, "a dead message is no job: " + unreadable.getMessage());
      return Optional.empty();
    }
  }

  private JobReport lost(Job job) {
    var failure =
        new Failure(
            Failure.Kind.LOST,
            "forja.lost",
            "delivered " + MOST_DELIVERIES + " times to workers that died");
    var now = clock.instant();
    // Told to the ledger itself, not by way of a worker's address: nobody asks for a proof.
    var token = job.delivered(MOST_DELIVERIES, "");
    return new JobReport.Failed(job.id(), token, now, now, 0, failure);
  }
}
