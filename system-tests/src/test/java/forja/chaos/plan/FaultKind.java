package forja.chaos.plan;

/** What may happen to a farm at any moment, and how often it does within one drill. */
public enum FaultKind {
  WORKER_KILLED(10, true),
  WORKER_FROZEN(8, true),
  CONNECTION_CUT(30, true),
  CONNECTION_SILENT(4, true),
  API_KILLED(5, false),
  BROKER_KILLED(3, false),
  DATABASE_KILLED(4, false);

  private final int times;
  private final boolean strikesOneWorker;

  FaultKind(int times, boolean strikesOneWorker) {
    this.times = times;
    this.strikesOneWorker = strikesOneWorker;
  }

  int times() {
    return times;
  }

  public boolean strikesOneWorker() {
    return strikesOneWorker;
  }
}
