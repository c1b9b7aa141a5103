package forja.common.customer;

import forja.common.job.JobSpec;

/** Work on a customer as a whole, carried out by the api itself. */
public sealed interface CustomerSpec extends JobSpec permits DeleteCustomer {}
