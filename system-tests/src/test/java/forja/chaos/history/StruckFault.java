package forja.chaos.history;

import forja.chaos.plan.FaultKind;
import java.time.Instant;

/**
 * A fault that struck: whom, and from when to when. A worker that was killed was gone at the end of
 * it, one that was frozen went on then.
 */
public record StruckFault(FaultKind kind, String victim, Instant from, Instant to) {}
