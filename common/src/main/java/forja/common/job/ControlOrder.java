package forja.common.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the api tells all workers; whom it does not concern ignores it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "order")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ControlOrder.Cancel.class, name = "cancel"),
  @JsonSubTypes.Type(value = ControlOrder.Drain.class, name = "drain"),
  @JsonSubTypes.Type(value = ControlOrder.Undrain.class, name = "undrain"),
  @JsonSubTypes.Type(value = ControlOrder.WhoIsThere.class, name = "who-is-there"),
})
public sealed interface ControlOrder {

  /** Stop the work on this job and prove it. */
  record Cancel(JobId job) implements ControlOrder {}

  /** This worker takes nothing new and finishes what it holds. */
  record Drain(String worker) implements ControlOrder {}

  /** This worker takes jobs again. */
  record Undrain(String worker) implements ControlOrder {}

  /** Send a heartbeat now: an api process has started and knows nobody yet. */
  record WhoIsThere() implements ControlOrder {}
}
