package forja.routes.job;

/** Why a running job is told to stop. */
public enum StopReason {
  CANCEL,
  TIME_LIMIT,
  DEADLINE,
  SHUTDOWN
}
