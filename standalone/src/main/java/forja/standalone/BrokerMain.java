package forja.standalone;

import forja.routes.program.Program;

/** The embedded broker alone, as a process of its own; prints its address when it is up. */
public final class BrokerMain {

  private BrokerMain() {}

  public static void main(String[] words) {
    Program.run(() -> {
      var broker = EmbeddedBroker.start(StandaloneConfig.read(words), Customers.BUILT_IN);
      System.out.println(broker.address());
      return broker;
    });
  }
}
