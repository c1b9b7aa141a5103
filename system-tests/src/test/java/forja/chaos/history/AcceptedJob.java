package forja.chaos.history;

import forja.chaos.plan.PlannedJob;
import java.util.Set;

/** What the caller holds in the hand: every id it was given for this one job. */
public record AcceptedJob(PlannedJob plan, Set<String> ids) {

  public String id() {
    return ids.iterator().next();
  }
}
