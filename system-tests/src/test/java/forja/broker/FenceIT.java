package forja.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.common.farm.Ping;
import forja.common.job.Capability;
import forja.routes.wiring.Abandoned;
import forja.routes.wiring.BrokerDesk;
import forja.routes.wiring.Channels;
import forja.routes.wiring.DeliveredJob;
import forja.routes.wiring.Fence;
import forja.routes.wiring.ForjaComponent;
import forja.routes.wiring.WorkerPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that cannot prove its connection stops before others get its jobs. */
class FenceIT {
  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(10);

  @TempDir Path data;

  private final AtomicLong frost = new AtomicLong();
  private final List<String> halts = new CopyOnWriteArrayList<>();
  private final List<Integer> begun = new CopyOnWriteArrayList<>();
  private final List<Integer> interrupted = new CopyOnWriteArrayList<>();
  private final CountDownLatch letGo = new CountDownLatch(1);
  private TestBroker broker;
  private BrokerDesk desk;

  @BeforeEach
  void startBroker() throws Exception {
    broker = TestBroker.start(data);
    desk = new BrokerDesk(broker.as("api"));
  }

  @AfterEach
  void stopBroker() {
    letGo.countDown();
    desk.close();
    broker.close();
  }

  @Test
  void keepsItsJobsWhileTheConnectionIsProven() throws Exception {
    try (var _ = working(this::workUntilInterrupted);
        var _ = Jobs.send(desk, broker, List.of(Jobs.released(new Ping("hello"))))) {
      await().until(() -> begun.size() == 1);
      frost.addAndGet(Duration.ofSeconds(2).toNanos());

      await()
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(5))
          .until(() -> interrupted.isEmpty() && begun.size() == 1);
    }
  }

  @Test
  void givesItsJobsUpWhenTheProcessWasFrozen() throws Exception {
    try (var _ = working(this::workUntilInterrupted);
        var _ = Jobs.send(desk, broker, List.of(Jobs.released(new Ping("hello"))))) {
      await().until(() -> begun.size() == 1);

      frost.addAndGet(Duration.ofSeconds(5).toNanos());

      await().atMost(Duration.ofSeconds(8)).until(() -> begun.equals(List.of(1, 2)));
      assertThat(interrupted).containsExactly(1);
      assertThat(halts).isEmpty();
    }
  }

  @Test
  void givesItsJobsUpWhenTheBrokerDropsItsConsumerAlone() throws Exception {
    try (var _ = working(this::workUntilInterrupted);
        var _ = Jobs.send(desk, broker, List.of(Jobs.released(new Ping("hello"))))) {
      await().until(() -> begun.size() == 1);

      for (var consumer : broker.queue(Channels.jobs(Capability.FARM, Jobs.POOL)).getConsumers()) {
        ((ServerConsumer) consumer).disconnect();
      }

      await().atMost(Duration.ofSeconds(8)).until(() -> interrupted.contains(1));
    }
  }

  @Test
  void haltsTheProcessWhenAJobDoesNotStop() throws Exception {
    try (var _ = working(this::workWhateverHappens);
        var _ = Jobs.send(desk, broker, List.of(Jobs.released(new Ping("hello"))))) {
      await().until(() -> begun.size() == 1);

      frost.addAndGet(Duration.ofSeconds(5).toNanos());

      await().atMost(Duration.ofSeconds(8)).until(() -> halts.size() == 1);
      assertThat(halts.getFirst()).contains("forja.jobs.farm.default");
      letGo.countDown();
    }
  }

  private RunningRoutes working(Processor work) {
    var place = new WorkerPlace("worker-1", List.of(Jobs.POOL), Map.of(Capability.FARM, 4));
    var fence = new Fence(TIME_TO_LIVE, () -> System.nanoTime() + frost.get(), halts::add);
    return RunningRoutes.of(
        camel -> new ForjaComponent(camel, broker.as(broker.worker("worker-1")), place, fence),
        new RouteBuilder() {
          @Override
          public void configure() {
            from(Channels.jobsOf(Capability.FARM)).process(work);
          }
        });
  }

  private void workUntilInterrupted(Exchange exchange) {
    int delivery = begin(exchange);
    try {
      letGo.await();
    } catch (InterruptedException _) {
      interrupted.add(delivery);
    }
  }

  private void workWhateverHappens(Exchange exchange) {
    begin(exchange);
    while (letGo.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  private int begin(Exchange exchange) {
    int delivery = exchange.getIn().getBody(DeliveredJob.class).delivery();
    exchange.getMessage().setBody(new Abandoned());
    begun.add(delivery);
    return delivery;
  }
}
