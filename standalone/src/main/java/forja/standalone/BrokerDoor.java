package forja.standalone;

import forja.routes.program.CannotStart;
import forja.routes.program.Options;
import forja.routes.tls.TlsFiles;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;

/** Where the broker listens, and with which certificate. */
record BrokerDoor(String host, int port, Optional<TlsFiles> tls) {
  private static final int DEFAULT_PORT = 61616;
  private static final int LAST_PORT = 65535;
  private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::");

  /** On this machine alone, in the clear. */
  static BrokerDoor onLoopback(int port) {
    return new BrokerDoor(Loopback.HOST, port, Optional.empty());
  }

  static BrokerDoor read(Options options) {
    var host = options.text("--broker-bind").orElse(Loopback.HOST);
    int port = options.number("--broker-port", 0, LAST_PORT).orElse(DEFAULT_PORT);
    var tls = tls(options);
    if (!host.equals(Loopback.HOST) && tls.isEmpty()) {
      throw new CannotStart(
          "--broker-bind "
              + host
              + " would send passwords in the clear; it needs --broker-tls-certificate and"
              + " --broker-tls-key");
    }
    return new BrokerDoor(host, port, tls);
  }

  /** As others may call the host. */
  String name() {
    if (!ANY_ADDRESS.contains(host)) {
      return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return Loopback.HOST;
    }
  }

  private static Optional<TlsFiles> tls(Options options) {
    var certificate = options.path("--broker-tls-certificate");
    var key = options.path("--broker-tls-key");
    if (certificate.isPresent() != key.isPresent()) {
      throw new CannotStart("--broker-tls-certificate and --broker-tls-key go together");
    }
    return certificate.map(file -> new TlsFiles(file, key.orElseThrow()));
  }
}
