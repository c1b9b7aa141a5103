package forja.routes.wiring;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;

/**
 * Where a broker is: {@code tcp://host:port}, or {@code ssl://host:port} when it has a certificate.
 * Whose word is taken for the certificate stands behind it: {@code ?ca=FILE}, a file that is read
 * anew for each connection. Without it those are trusted whom the Java runtime knows.
 */
public final class BrokerAddress {
  private static final String TLS = "ssl";
  private static final String CA = "ca=";

  private BrokerAddress() {}

  /** Whether it is one; it has to name a host and a port, and nothing else. */
  public static boolean isValid(URI address) {
    return ("tcp".equals(address.getScheme()) || isTls(address))
        && address.getHost() != null
        && address.getPort() > 0
        && address.getQuery() == null;
  }

  public static boolean isTls(URI address) {
    return TLS.equals(address.getScheme());
  }

  /** The address of a broker whose certificate somebody in this file vouches for. */
  public static URI trusting(URI address, Path ca) {
    try {
      return new URI(
          TLS, null, address.getHost(), address.getPort(), null, CA + ca.toAbsolutePath(), null);
    } catch (URISyntaxException bug) {
      throw new IllegalArgumentException("not the address of a broker: " + address, bug);
    }
  }

  static Optional<Path> ca(URI address) {
    return Optional.ofNullable(address.getQuery())
        .filter(query -> query.startsWith(CA))
        .map(query -> Path.of(query.substring(CA.length())));
  }

  public static ServerLocator locator(URI address) throws Exception {
    return isTls(address)
        ? ActiveMQClient.createServerLocatorWithoutHA(overTls(address))
        : ActiveMQClient.createServerLocator(address.toString());
  }

  private static TransportConfiguration overTls(URI address) {
    var terms = new HashMap<String, Object>();
    terms.put(TransportConstants.HOST_PROP_NAME, address.getHost());
    terms.put(TransportConstants.PORT_PROP_NAME, address.getPort());
    terms.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
    terms.put(TransportConstants.VERIFY_HOST_PROP_NAME, true);
    // Guards against a trust store that somebody gave to the whole machine.
    terms.put(TransportConstants.FORCE_SSL_PARAMETERS, true);
    ca(address)
        .ifPresent(file -> {
          terms.put(TransportConstants.TRUSTSTORE_TYPE_PROP_NAME, "PEMCA");
          terms.put(TransportConstants.TRUSTSTORE_PATH_PROP_NAME, file.toString());
        });
    return new TransportConfiguration(NettyConnectorFactory.class.getName(), terms);
  }
}
