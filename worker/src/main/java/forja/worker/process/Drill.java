package forja.worker.process;

/**
 * What a worker leaves undone, for drills alone: what its promises rest on is then seen to be
 * missing.
 */
public enum Drill {
  NONE,
  /** Nothing kills the children of a worker that is gone. */
  UNFENCED,
  /** Children are told nothing, so that their stop cannot be proven. */
  UNSTOPPABLE
}
