package forja.common.job;

/**
 * A kind of job: its name on the wire and in the ledger, and the record that describes such work.
 */
public record Kind(String name, Capability capability, Class<? extends JobSpec> spec, Reach reach) {

  /** What an older delivery of such a job may still do while a newer one begins. */
  public enum Reach {
    /** It changes nothing outside of its worker. */
    INSIDE,
    /** It changes something that refuses an older token by itself. */
    FENCED_TARGET,
    /** It changes something that takes orders from whoever comes. */
    OUTSIDE
  }

  /** Whether two deliveries that overlap in time could do harm. */
  public boolean hasOutsideEffects() {
    return reach == Reach.OUTSIDE;
  }

  /** Whether somebody may hand in such a job. */
  public boolean isPostable() {
    return !capability.isOfTheApi();
  }

  /**
   * The JSON Schema of the spec of a kind that may be handed in, as a resource on the class path.
   */
  public String schemaResource() {
    return "forja/schema/" + name + ".json";
  }
}
