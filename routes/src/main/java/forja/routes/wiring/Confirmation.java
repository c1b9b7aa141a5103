package forja.routes.wiring;

import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.client.SendAcknowledgementHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears from the broker what became of one release. */
record Confirmation(Release release, Unconfirmed unconfirmed)
    implements SendAcknowledgementHandler {
  private static final Logger log = LoggerFactory.getLogger(Confirmation.class);

  @Override
  public void sendAcknowledged(Message message) {
    unconfirmed.confirm(release);
  }

  @Override
  public void sendFailed(Message message, Exception reason) {
    if (reason instanceof ActiveMQDuplicateIdException) {
      unconfirmed.confirm(release);
    } else {
      log.warn(
          "{} refused job {}; it is sent again: {}",
          release.queue(),
          release.job(),
          reason.toString());
    }
  }
}
