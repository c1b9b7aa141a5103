package forja.standalone;

import forja.routes.program.CannotStart;
import forja.routes.wiring.Topology;
import java.util.List;
import org.apache.activemq.artemis.core.server.JournalType;

/**
 * Prints the {@code broker.xml} for an Artemis that runs apart: {@code [CUSTOMER...] [--worker
 * NAME[:POOL,...]]...}. A role of such a broker stands for one worker or one customer.
 */
public final class BrokerXmlMain {
  private static final String ACCEPTOR = "tcp://127.0.0.1:61616?protocols=CORE,AMQP,STOMP";

  private BrokerXmlMain() {}

  public static void main(String[] words) throws Exception {
    try {
      System.out.print(xml(BrokerXmlConfig.read(List.of(words))));
    } catch (CannotStart reason) {
      System.err.println("forja: " + reason.getMessage());
      System.exit(1);
    }
  }

  static String xml(BrokerXmlConfig roles) throws Exception {
    var topology = Topology.of(roles.customers(), roles.workers());
    var configuration = BrokerConfiguration.of(topology);
    int bufferTimeout = Math.toIntExact(StandaloneConfig.DEFAULT_JOURNAL_BUFFER_TIMEOUT.toNanos());
    BrokerConfiguration.journal(configuration, JournalType.ASYNCIO, bufferTimeout);
    return BrokerXml.of(configuration, ACCEPTOR);
  }
}
