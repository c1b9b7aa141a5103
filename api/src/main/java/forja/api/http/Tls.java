package forja.api.http;

import forja.routes.tls.TlsFiles;
import forja.routes.tls.TlsIdentity;
import forja.routes.tls.TlsWatch;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Speaks TLS with the certificate in these files; one that is put in its place is used for all who
 * connect from then on.
 */
public final class Tls implements AutoCloseable {
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private final TlsWatch watch;

  private Tls(TlsFiles files) {
    context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    context.setSniRequired(false);
    this.watch = TlsWatch.start(files, this::use);
  }

  /** Throws {@link forja.routes.program.CannotStart} when the files are of no use. */
  public static Tls of(TlsFiles files) {
    return new Tls(files);
  }

  private void use(TlsIdentity identity) {
    if (!context.isStarted()) {
      give(context, identity);
      return;
    }
    try {
      context.reload(running -> give(running, identity));
    } catch (Exception refused) {
      throw new IllegalStateException("Jetty does not take the new certificate", refused);
    }
  }

  private static void give(SslContextFactory context, TlsIdentity identity) {
    context.setKeyStore(identity.keyStore());
    context.setKeyStorePassword(TlsIdentity.PASSWORD);
    context.setKeyManagerPassword(TlsIdentity.PASSWORD);
  }

  ServerConnector connector(Server server, HttpConfiguration http) {
    return new ServerConnector(
        server,
        new SslConnectionFactory(context, HttpVersion.HTTP_1_1.asString()),
        new HttpConnectionFactory(http));
  }

  @Override
  public void close() {
    watch.close();
  }
}
