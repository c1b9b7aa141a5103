package forja.api;

import forja.api.ledger.Customer;
import forja.api.ledger.LoopThread;
import forja.routes.intake.IntakeRoute;
import forja.routes.wiring.CustomerQueues;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what other systems post for each customer that lives here, also for one that comes while
 * the api runs. Of one that leaves nothing more is booked.
 */
final class CustomerIntakes implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CustomerIntakes.class);
  private static final Duration LOOK_EACH = Duration.ofMillis(500);

  private final CamelContext camel;
  private final Supplier<List<Customer>> living;
  private final CustomerQueues queues;
  private final Function<Customer, IntakeRoute> routes;
  private final Set<Customer> read = new HashSet<>();
  private Optional<LoopThread> loop = Optional.empty();

  CustomerIntakes(
      CamelContext camel,
      Supplier<List<Customer>> living,
      CustomerQueues queues,
      Function<Customer, IntakeRoute> routes) {
    this.camel = camel;
    this.living = living;
    this.queues = queues;
    this.routes = routes;
  }

  void start() {
    loop = Optional.of(LoopThread.start("intakes", this::lookAndRest));
  }

  private void lookAndRest() throws InterruptedException {
    look();
    Thread.sleep(LOOK_EACH);
  }

  private void look() {
    var now = living.get();
    for (var customer : List.copyOf(read)) {
      if (!now.contains(customer)) {
        leave(customer);
        read.remove(customer);
      }
    }
    for (var customer : now) {
      if (!read.contains(customer)) {
        // Whatever is posted before somebody reads waits in the queue.
        queues.declare(customer.name());
        take(customer);
        read.add(customer);
      }
    }
  }

  private void take(Customer customer) {
    try {
      camel.addRoutes(routes.apply(customer));
    } catch (Exception bug) {
      throw new IllegalStateException("the intake of " + customer.name() + " is not read", bug);
    }
  }

  private void leave(Customer customer) {
    try {
      var route = IntakeRoute.idOf(customer.name());
      camel.getRouteController().stopRoute(route);
      camel.removeRoute(route);
      log.info("the intake of {} is no longer read", customer.name());
    } catch (Exception bug) {
      throw new IllegalStateException("the intake of " + customer.name() + " is still read", bug);
    }
  }

  @Override
  public void close() {
    loop.ifPresent(LoopThread::close);
  }
}
