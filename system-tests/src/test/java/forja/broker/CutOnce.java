package forja.broker;

import forja.routes.wiring.Channels;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.postoffice.RoutingStatus;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/** Cuts a worker's connection once: when the broker has its report, and no commit yet. */
final class CutOnce implements ActiveMQServerPlugin {
  private final AtomicBoolean done = new AtomicBoolean();

  static CutOnce beforeTheCommitOf(TestBroker broker) {
    var cut = new CutOnce();
    broker.server().registerBrokerPlugin(cut);
    return cut;
  }

  boolean done() {
    return done.get();
  }

  @Override
  public void afterSend(
      ServerSession session,
      Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue,
      RoutingStatus result) {
    if (message.getAddress().startsWith(Channels.status("")) && done.compareAndSet(false, true)) {
      session.getRemotingConnection().fail(new ActiveMQException("cut by a test"));
    }
  }
}
