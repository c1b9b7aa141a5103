package forja.routes.customer;

import static forja.common.job.Capability.CUSTOMER;
import static forja.routes.wiring.Channels.jobsOf;

import forja.common.customer.CustomerSpec;
import forja.routes.job.JobSteps;
import org.apache.camel.builder.RouteBuilder;

/** Takes jobs about customers off the queue, does them, tells the world how it went. */
public final class CustomerRoute extends RouteBuilder {
  private final JobSteps<CustomerSpec> job;

  public CustomerRoute(JobSteps<CustomerSpec> job) {
    this.job = job;
  }

  @Override
  public void configure() {
    // Our own consumer: its finish loop acknowledges and reports what the route ends with.
    from(jobsOf(CUSTOMER))
        .routeId("customer")
        .process(job::readJob)
        .process(job::execute)
        .process(job::reportOutcome);
  }
}
