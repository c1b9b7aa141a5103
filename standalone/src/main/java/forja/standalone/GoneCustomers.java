package forja.standalone;

import forja.routes.wiring.Channels;
import forja.routes.wiring.Credential;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.impl.AddressInfo;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerAddressPlugin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** With the intake of a customer its credential goes: nothing is left of a customer who left. */
final class GoneCustomers implements ActiveMQServerAddressPlugin {
  private static final Logger log = LoggerFactory.getLogger(GoneCustomers.class);
  private static final String INTAKES = Channels.intake("");

  private final BrokerUserBook users;

  GoneCustomers(BrokerUserBook users) {
    this.users = users;
  }

  @Override
  public void afterRemoveAddress(SimpleString address, @Nullable AddressInfo removed) {
    var name = address.toString();
    if (removed != null && name.startsWith(INTAKES)) {
      forget(name.substring(INTAKES.length()));
    }
  }

  private void forget(String customer) {
    try {
      if (users.forget(Credential.ofCustomer(customer))) {
        log.info("the customer {} is gone, and its credential with it", customer);
      }
    } catch (RuntimeException kept) {
      log.error("the credential of {} stays; revoke it by hand", customer, kept);
    }
  }
}
