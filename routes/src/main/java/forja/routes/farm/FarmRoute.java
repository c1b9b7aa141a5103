package forja.routes.farm;

import static forja.common.job.Capability.FARM;
import static forja.routes.wiring.Channels.jobsOf;

import forja.common.farm.FarmSpec;
import forja.routes.job.JobSteps;
import org.apache.camel.builder.RouteBuilder;

/** Takes farm jobs off the queue, does them, tells the world how it went. */
public final class FarmRoute extends RouteBuilder {
  private final JobSteps<FarmSpec> job;

  public FarmRoute(JobSteps<FarmSpec> job) {
    this.job = job;
  }

  @Override
  public void configure() {
    // Our own consumer: its finish loop acknowledges and reports what the route ends with.
    from(jobsOf(FARM))
        .routeId("farm")
        .process(job::readJob)
        .process(job::execute)
        .process(job::reportOutcome);
  }
}
