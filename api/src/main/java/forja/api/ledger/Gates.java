package forja.api.ledger;

import forja.common.job.Capability;
import forja.common.job.Kind;
import forja.common.job.Kinds;

/** Names of what a job has to pass before it may go. */
final class Gates {
  static final String LOCK = "lock:";
  static final String KIND = "kind:";

  private Gates() {}

  static String[] ofKinds(Capability capability) {
    return Kinds.all().stream()
        .filter(kind -> kind.capability() == capability)
        .map(Kind::name)
        .map(KIND::concat)
        .toArray(String[]::new);
  }
}
