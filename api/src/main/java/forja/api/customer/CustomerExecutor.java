package forja.api.customer;

import forja.common.customer.CustomerSpec;
import forja.common.customer.DeleteCustomer;
import forja.common.job.JobExecutor;
import forja.common.job.Outcome;
import forja.common.job.Progress;
import forja.common.job.Work;

/** Does jobs about customers: in the ledger and at the broker, nowhere else. */
public final class CustomerExecutor implements JobExecutor<CustomerSpec> {
  private final Departure departure;

  public CustomerExecutor(Departure departure) {
    this.departure = departure;
  }

  @Override
  public Outcome execute(Work work, CustomerSpec spec, Progress progress)
      throws InterruptedException {
    return switch (spec) {
      case DeleteCustomer delete -> departure.of(delete.name(), work.id(), progress);
    };
  }
}
