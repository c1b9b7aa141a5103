package forja.api.ledger;

import forja.common.wire.JobWire.ReleasedJob;
import java.util.List;

/** Brings released jobs to the workers. Must not block for long: the dispatcher waits for it. */
public interface ReleasePort {
  void send(List<ReleasedJob> jobs, Lane lane);
}
