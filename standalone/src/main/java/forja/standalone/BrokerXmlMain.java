package forja.standalone;

import forja.routes.wiring.Topology;
import java.util.List;
import org.apache.activemq.artemis.core.server.JournalType;

/** Prints the {@code broker.xml} for an Artemis that runs apart: {@code [CUSTOMER...]}. */
public final class BrokerXmlMain {
  private static final String ACCEPTOR = "tcp://127.0.0.1:61616?protocols=CORE,AMQP,STOMP";

  private BrokerXmlMain() {}

  public static void main(String[] customers) throws Exception {
    System.out.print(xml(customers.length == 0 ? Customers.BUILT_IN : List.of(customers)));
  }

  static String xml(List<String> customers) throws Exception {
    var configuration = BrokerConfiguration.of(Topology.of(customers));
    int bufferTimeout = Math.toIntExact(StandaloneConfig.DEFAULT_JOURNAL_BUFFER_TIMEOUT.toNanos());
    BrokerConfiguration.journal(configuration, JournalType.ASYNCIO, bufferTimeout);
    return BrokerXml.of(configuration, ACCEPTOR);
  }
}
