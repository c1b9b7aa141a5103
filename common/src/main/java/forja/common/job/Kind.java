package forja.common.job;

/**
 * A kind of job: its name on the wire and in the ledger, and the record that describes such work.
 */
public record Kind(String name, Capability capability, Class<? extends JobSpec> spec) {

  /** The JSON Schema of the spec, as a resource on the class path. */
  public String schemaResource() {
    return "forja/schema/" + name + ".json";
  }
}
