package forja.routes.wiring;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.SessionFailureListener;

/** Takes one step when a connection to the broker is lost. */
record LostConnection(Runnable step) implements SessionFailureListener {

  @Override
  public void connectionFailed(ActiveMQException exception, boolean failedOver) {
    step.run();
  }

  @Override
  public void connectionFailed(ActiveMQException exception, boolean failedOver, String node) {
    step.run();
  }

  @Override
  public void beforeReconnect(ActiveMQException exception) {
    // We never reattach: a new session is opened instead, so that the broker redelivers.
  }
}
