package forja.api.worker;

import forja.common.job.Heartbeat;
import java.time.Instant;

/** A worker that lives: its last heartbeat, and when that was heard. */
public record WorkerView(Heartbeat heartbeat, Instant seenAt) {}
