package forja.api;

import forja.api.broker.BrokerPorts;
import forja.api.ledger.LedgerReader;
import forja.routes.program.Parts;
import forja.routes.wiring.Broker;
import forja.routes.wiring.BrokerDesk;
import forja.routes.wiring.ReleaseSender;
import forja.routes.wiring.Sender;

/** What an api process has to talk to the broker. */
record ApiBroker(Broker broker, Sender sender, BrokerDesk desk, ReleaseSender releases) {

  ApiBroker(Broker broker, Parts parts) {
    this(broker, parts, parts.add(new BrokerDesk(broker)));
  }

  private ApiBroker(Broker broker, Parts parts, BrokerDesk desk) {
    this(broker, parts.add(new Sender(broker)), desk, parts.add(new ReleaseSender(broker, desk)));
  }

  BrokerPorts ports(LedgerReader reader) {
    return new BrokerPorts(desk, sender, reader::customers);
  }
}
