package forja.routes.farm;

import forja.common.farm.FarmSpec;
import forja.common.farm.Sleep;
import forja.routes.job.JobRouteContract;
import forja.routes.job.JobSteps;
import java.time.Duration;
import org.apache.camel.RoutesBuilder;

class FarmRouteTest extends JobRouteContract<FarmSpec> {

  @Override
  protected FarmSpec aSpec() {
    return new Sleep(Duration.ofSeconds(2));
  }

  @Override
  protected Class<FarmSpec> specType() {
    return FarmSpec.class;
  }

  @Override
  protected RoutesBuilder route(JobSteps<FarmSpec> job) {
    return new FarmRoute(job);
  }
}
