package forja.common.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a worker tells each second: that it lives, what it can do, and which jobs it holds. */
public record Heartbeat(
    String worker,
    String host,
    long pid,
    Instant startedAt,
    @Nullable WorkerState state,
    List<Serving> serving,
    List<JobId> claims) {
  public Heartbeat {
    // A worker of an older version does not say; it knows no other state.
    state = state == null ? WorkerState.ACTIVE : state;
    serving = List.copyOf(serving);
    claims = List.copyOf(claims);
  }

  /** Whether an api process tells of the work that it does itself. */
  public boolean tellsOfAnApi() {
    return !serving.isEmpty()
        && serving.stream().allMatch(served -> served.capability().isOfTheApi());
  }

  /**
   * A capability and pool that a worker serves, with how many jobs it can run at once and runs now.
   */
  public record Serving(Capability capability, String pool, int slots, int busy) {}
}
