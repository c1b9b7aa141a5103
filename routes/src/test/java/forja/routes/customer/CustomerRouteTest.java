package forja.routes.customer;

import forja.common.customer.CustomerSpec;
import forja.common.customer.DeleteCustomer;
import forja.routes.job.JobRouteContract;
import forja.routes.job.JobSteps;
import org.apache.camel.RoutesBuilder;

class CustomerRouteTest extends JobRouteContract<CustomerSpec> {

  @Override
  protected CustomerSpec aSpec() {
    return new DeleteCustomer("acme", true);
  }

  @Override
  protected Class<CustomerSpec> specType() {
    return CustomerSpec.class;
  }

  @Override
  protected RoutesBuilder route(JobSteps<CustomerSpec> job) {
    return new CustomerRoute(job);
  }
}
