package forja.intake;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.api.core.ActiveMQDisconnectedException;
import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.core.protocol.core.Packet;
import org.apache.activemq.artemis.core.protocol.core.impl.PacketImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Cuts the connection of whoever reads a queue once, at the moment in which it acknowledges: what
 * it did with the message stands, and the broker delivers the message again.
 */
final class CutReceipt implements Interceptor, AutoCloseable {
  private final ActiveMQServer server;
  private final String queue;
  private final AtomicBoolean happened = new AtomicBoolean();

  CutReceipt(ActiveMQServer server, String queue) {
    this.server = server;
    this.queue = queue;
    server.getRemotingService().addIncomingInterceptor(this);
  }

  boolean happened() {
    return happened.get();
  }

  @Override
  public boolean intercept(Packet packet, RemotingConnection connection) {
    if (packet.getType() == PacketImpl.SESS_INDIVIDUAL_ACKNOWLEDGE
        && reads(connection)
        && happened.compareAndSet(false, true)) {
      connection.fail(new ActiveMQDisconnectedException("cut by a test"));
      return false;
    }
    return true;
  }

  private boolean reads(RemotingConnection connection) {
    return server.getSessions().stream()
        .filter(session -> session.getRemotingConnection().equals(connection))
        .flatMap(session -> session.getServerConsumers().stream())
        .anyMatch(consumer -> consumer.getQueue().getName().toString().equals(queue));
  }

  @Override
  public void close() {
    server.getRemotingService().removeIncomingInterceptor(this);
  }
}
