package forja.routes.wiring;

import org.slf4j.Logger;

/**
 * Says once that something is wrong and once that it is over, however often it is tried between.
 */
final class Complaint {
  private final Logger log;
  private boolean raised;

  Complaint(Logger log) {
    this.log = log;
  }

  void say(String sentence, Object subject, Exception reason) {
    if (!raised) {
      log.warn(sentence + ": {}", subject, reason.toString());
    }
    raised = true;
  }

  void over(String sentence, Object... subjects) {
    log.info(sentence, subjects);
    raised = false;
  }
}
