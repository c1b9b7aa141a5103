package forja.routes.wiring;

import forja.common.job.Capability;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a worker stands in the farm: its name, its pools, and how many jobs of each capability it
 * runs at once.
 */
public record WorkerPlace(
    String worker, List<String> pools, Map<Capability, Integer> slots, Draining draining) {
  static final WorkerPlace NONE = new WorkerPlace("none", List.of(), Map.of());

  public WorkerPlace {
    pools = List.copyOf(pools);
    slots = Map.copyOf(slots);
  }

  public WorkerPlace(String worker, List<String> pools, Map<Capability, Integer> slots) {
    this(worker, pools, slots, new Draining());
  }

  /** One capability of this worker. */
  record Serving(
      String worker, Capability capability, List<String> pools, int slots, Draining draining) {}

  Serving serving(String capabilityId) {
    var capability = Capability.named(capabilityId).orElseThrow();
    var slotsOfIt =
        Optional.ofNullable(slots.get(capability))
            .orElseThrow(
                () -> new IllegalStateException("this worker does not serve " + capability.id()));
    return new Serving(worker, capability, pools, slotsOfIt, draining);
  }
}
