package forja.standalone;

import forja.routes.wiring.Credential;
import forja.routes.wiring.Topology;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** Who may connect to the embedded broker; each has a file that only its owner may read. */
final class BrokerUsers {
  private final Path folder;
  private final SecurityConfiguration known = new SecurityConfiguration();

  private BrokerUsers(Path folder) {
    this.folder = folder;
  }

  static ActiveMQJAASSecurityManager in(Path data, List<String> customers) {
    var users = new BrokerUsers(PrivateFolder.in(data, "credentials"));
    users.add("api", Topology.API_ROLE);
    users.add("worker", Topology.WORKER_ROLE);
    customers.forEach(name -> users.add("customer-" + name, Topology.customerRole(name)));
    return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users.known);
  }

  static Path fileOf(String user, Path data) {
    return data.resolve("credentials").resolve(user + ".credential");
  }

  private void add(String user, String role) {
    Credential credential = CredentialFile.of(user, folder.resolve(user + ".credential"));
    known.addUser(credential.user(), credential.password());
    known.addRole(credential.user(), role);
  }
}
