package forja.bench.load;

import forja.bench.Together;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Credential;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/** Jobs as another system posts them to the broker: durable, 100 a commit, two sessions. */
public final class IntakePosts implements Load {
  private static final String CUSTOMER = "main";
  private static final int A_COMMIT = 100;
  private static final int SESSIONS = 2;

  private final byte[] body = Pings.REQUEST.getBytes(StandardCharsets.UTF_8);
  private final ServerLocator locator;
  private final List<ClientSession> sessions = new ArrayList<>();
  private final List<ClientProducer> producers = new ArrayList<>();

  public IntakePosts(URI broker, Credential customer) throws Exception {
    this.locator = ActiveMQClient.createServerLocator(broker.toString());
    locator.setBlockOnDurableSend(false);
    for (int i = 0; i < SESSIONS; i++) {
      var session =
          locator
              .createSessionFactory()
              .createSession(
                  customer.user(), customer.password(), false, false, false, false, A_COMMIT);
      sessions.add(session);
      producers.add(session.createProducer(Channels.intake(CUSTOMER)));
    }
  }

  @Override
  public void send(int jobs) throws Exception {
    int commits = jobs / A_COMMIT / SESSIONS;
    Together.run(
        SESSIONS,
        number -> {
          for (int i = 0; i < commits; i++) {
            sendOneCommit(number);
          }
        });
  }

  private void sendOneCommit(int number) throws Exception {
    var session = sessions.get(number);
    for (int i = 0; i < A_COMMIT; i++) {
      var message = session.createMessage(true);
      message.getBodyBuffer().writeBytes(body);
      producers.get(number).send(message);
    }
    session.commit();
  }

  @Override
  public int unit() {
    return A_COMMIT * SESSIONS;
  }

  @Override
  public void close() {
    locator.close();
  }
}
