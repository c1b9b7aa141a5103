package forja.api;

import forja.api.broker.BrokerPorts;
import forja.api.ledger.LedgerReader;
import forja.routes.program.Parts;
import forja.routes.wiring.Broker;
import forja.routes.wiring.BrokerDesk;
import forja.routes.wiring.CustomerQueues;
import forja.routes.wiring.Sender;

/** What an api process has to talk to the broker. */
record ApiBroker(Broker broker, Sender sender, BrokerDesk desk, CustomerQueues customers) {

  ApiBroker(Broker broker, Parts parts) {
    this(
        broker,
        parts.add(new Sender(broker)),
        parts.add(new BrokerDesk(broker)),
        parts.add(new CustomerQueues(broker)));
  }

  BrokerPorts ports(LedgerReader reader) {
    return new BrokerPorts(desk, sender, reader::customers);
  }
}
