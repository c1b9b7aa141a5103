package forja.standalone;

import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.remoting.impl.ssl.DefaultSSLContextFactory;
import org.apache.activemq.artemis.spi.core.remoting.ssl.SSLContextConfig;

/**
 * Lets an acceptor be given its TLS context instead of the path of a key store: such a context can
 * take up a new certificate without an end to listening. Found by Artemis as a service.
 */
public final class GivenTls extends DefaultSSLContextFactory {
  /** Above that of the factory of Artemis, which goes on to serve everybody else. */
  private static final int PRIORITY = 50;

  @Override
  public SSLContext getSSLContext(SSLContextConfig config, Map<String, Object> terms)
      throws Exception {
    return terms.get(TransportConstants.SSL_CONTEXT_PROP_NAME) instanceof SSLContext given
        ? given
        : super.getSSLContext(config, terms);
  }

  @Override
  public int getPriority() {
    return PRIORITY;
  }
}
