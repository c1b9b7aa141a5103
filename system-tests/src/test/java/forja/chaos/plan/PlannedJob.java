package forja.chaos.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.common.wire.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One job of a drill.
 *
 * @param fails how many attempts say that something is out of reach; 0 for an effect
 * @param processes how many child processes the effect has, one started by the other
 * @param isStubborn whether those ignore the word to end
 * @param triesLost whether it asks for another attempt after it was lost
 * @param postAt how long after the beginning it is handed in
 * @param cancelAfter how long after its acceptance somebody wants it stopped
 * @param isPostedTwice whether it is handed in at both apis at once, under one key
 */
public record PlannedJob(
    int number,
    int fails,
    String target,
    Duration lasts,
    int processes,
    boolean isStubborn,
    List<String> locks,
    boolean triesLost,
    Duration postAt,
    Optional<Duration> cancelAfter,
    boolean isPostedTwice) {

  public boolean isEffect() {
    return fails == 0;
  }

  public String request() {
    var request =
        Wire.json().createObjectNode().put("kind", isEffect() ? "farm.effect" : "farm.fail");
    request.putObject("labels").put("number", Integer.toString(number));
    var retry =
        request.putObject("retry").put("attempts", 9).put("backoff", "PT0.3S").put("factor", 1);
    var on = retry.putArray("on").add("unavailable");
    if (triesLost) {
      on.add("lost");
    }
    if (!locks.isEmpty()) {
      locks.forEach(request.putArray("locks")::add);
    }
    spec(request.putObject("spec"));
    return request.toString();
  }

  private void spec(ObjectNode spec) {
    if (!isEffect()) {
      spec.put("as", "unavailable").put("attempts", fails);
      return;
    }
    spec.put("target", target).put("for", lasts.toString());
    if (processes > 0) {
      spec.put("processes", processes).put("stubborn", isStubborn);
    }
  }
}
