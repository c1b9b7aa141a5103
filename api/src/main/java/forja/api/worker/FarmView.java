package forja.api.worker;

import java.util.List;

/** Who works here now, as told by heartbeats. */
@FunctionalInterface
public interface FarmView {
  List<WorkerView> workers();
}
