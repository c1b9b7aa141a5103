package forja.standalone;

import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;

/**
 * Where the broker listens. With a certificate there are two places: one for everybody, and one on
 * this machine for the programs that share its process.
 */
final class BrokerAcceptors {
  static final String FOR_ALL = "forja";
  static final String FOR_OURS = "forja-here";
  private static final int ANY_FREE = 0;

  private BrokerAcceptors() {}

  static void add(Configuration configuration, BrokerDoor door) {
    configuration.addAcceptorConfiguration(acceptor(FOR_ALL, terms(door.host(), door.port())));
  }

  static void add(Configuration configuration, BrokerDoor door, SSLContext tls) {
    var terms = terms(door.host(), door.port());
    terms.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
    terms.put(TransportConstants.SSL_CONTEXT_PROP_NAME, tls);
    configuration.addAcceptorConfiguration(acceptor(FOR_ALL, terms));
    configuration.addAcceptorConfiguration(acceptor(FOR_OURS, terms(Loopback.HOST, ANY_FREE)));
  }

  private static TransportConfiguration acceptor(String name, Map<String, Object> terms) {
    return new TransportConfiguration(NettyAcceptorFactory.class.getName(), terms, name);
  }

  private static Map<String, Object> terms(String host, int port) {
    var terms = new HashMap<String, Object>();
    terms.put(TransportConstants.HOST_PROP_NAME, host);
    terms.put(TransportConstants.PORT_PROP_NAME, port);
    terms.put(TransportConstants.PROTOCOLS_PROP_NAME, "CORE,AMQP,STOMP");
    return terms;
  }
}
