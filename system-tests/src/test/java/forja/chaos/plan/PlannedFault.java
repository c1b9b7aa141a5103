package forja.chaos.plan;

import java.time.Duration;

/**
 * One fault: when it strikes after the first job was posted, whom (a number that the farm takes
 * modulo what it has), and how long it lasts if it ends by itself.
 */
public record PlannedFault(FaultKind kind, Duration at, int victim, Duration lasts) {}
