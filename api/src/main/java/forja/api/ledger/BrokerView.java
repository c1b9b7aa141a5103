package forja.api.ledger;

import forja.common.job.JobId;
import java.util.Optional;
import java.util.Set;

/** What the broker knows of released jobs. */
public interface BrokerView {

  /** The jobs on the lane's queue or in delivery to a worker; empty when the broker cannot tell. */
  Optional<Set<JobId>> held(Lane lane);
}
