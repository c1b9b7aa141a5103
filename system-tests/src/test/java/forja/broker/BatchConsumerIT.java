package forja.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.routes.wiring.Batches;
import forja.routes.wiring.Channels;
import forja.routes.wiring.ForjaComponent;
import forja.routes.wiring.Received;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the api reads: in batches, and nothing is lost whatever happens to a route. */
class BatchConsumerIT {
  private static final String QUEUE = Channels.DEAD;
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @TempDir Path data;

  private final List<List<String>> batches = new CopyOnWriteArrayList<>();
  private TestBroker broker;
  private Client api;

  @BeforeEach
  void startBroker() {
    broker = TestBroker.start(data);
    api = broker.client("api");
  }

  @AfterEach
  void stopBroker() {
    api.close();
    broker.close();
  }

  @Test
  void givesTheSameBatchAgainUntilTheRouteSucceeds() throws Exception {
    send(300);
    var failures = new AtomicInteger(3);

    try (var _ = reading(Channels.queue(QUEUE), failing(failures))) {
      awaitEmptyQueue();
    }

    assertThat(batches.subList(0, 4)).containsOnly(batches.getFirst());
    assertThat(batches.stream().skip(3).flatMap(List::stream))
        .containsExactlyElementsOf(words(300));
    assertThat(batches.size()).isLessThan(100);
  }

  @Test
  void losesNothingWhenItsConnectionIsCutWhileTheRouteWorks() throws Exception {
    send(300);
    var cut = new AtomicInteger(1);

    try (var _ =
        reading(
            Channels.queue(QUEUE),
            exchange -> {
              batches.add(bodies(Batches.of(exchange)));
              if (cut.getAndDecrement() > 0) {
                cutReaders();
              }
            })) {
      awaitEmptyQueue();
    }

    assertThat(batches.stream().flatMap(List::stream)).containsAll(words(300));
    assertThat(batches.stream().flatMap(List::stream).distinct()).hasSize(300);
  }

  @Test
  void stopsSoonThoughItsRouteFailsAndMoreIsWaitingThanItHolds() throws Exception {
    send(1_000);
    var routes = reading(Channels.queue(QUEUE), failing(new AtomicInteger(Integer.MAX_VALUE)));
    await().until(() -> batches.size() >= 2);
    long begin = System.nanoTime();

    routes.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    await().until(() -> broker.queue(QUEUE).getDeliveringCount() == 0);
    assertThat(broker.queue(QUEUE).getMessageCount()).isEqualTo(1_000);
  }

  @Test
  void hearsATopicFromNowOnAndLeavesNothingBehind() throws Exception {
    api.send(Channels.CONTROL, "before".getBytes(UTF_8));

    try (var _ = reading(Channels.topic(Channels.CONTROL), failing(new AtomicInteger()))) {
      await().until(() -> listeners() == 1);
      api.send(Channels.CONTROL, "now".getBytes(UTF_8));
      await().until(() -> !batches.isEmpty());
    }

    assertThat(batches).containsExactly(List.of("now"));
    await().until(() -> listeners() == 0);
  }

  @Test
  void hearsAllTopicsBelowAnAddress() throws Exception {
    try (var _ = reading(Channels.topicsBelow(Channels.WORKERS), failing(new AtomicInteger()))) {
      await().until(() -> bindings(Channels.WORKERS + ".#") == 1);
      api.send(Channels.heartbeats("one"), "one".getBytes(UTF_8));
      api.send(Channels.heartbeats("two"), "two".getBytes(UTF_8));
      await().until(() -> batches.stream().mapToInt(List::size).sum() == 2);
    }

    assertThat(batches.stream().flatMap(List::stream)).containsExactly("one", "two");
  }

  @Test
  void readsWhatCallsItselfATextAndIsNone() throws Exception {
    var garbage = new byte[] {1, 127, -1, -1, -1, 7};

    try (var customer = broker.client("customer-main");
        var _ = reading(Channels.queue(Channels.intake("main")), failing(new AtomicInteger()))) {
      customer.send(Channels.intake("main"), Message.TEXT_TYPE, garbage);
      customer.send(Channels.intake("main"), "after".getBytes(UTF_8));

      await().until(() -> batches.stream().mapToInt(List::size).sum() == 2);
      await().until(() -> broker.queue(Channels.intake("main")).getMessageCount() == 0);
    }

    assertThat(batches.stream().flatMap(List::stream))
        .containsExactly(new String(garbage, UTF_8), "after");
  }

  private Processor failing(AtomicInteger times) {
    return exchange -> {
      batches.add(bodies(Batches.of(exchange)));
      if (times.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("fails as asked");
      }
    };
  }

  private RunningRoutes reading(String endpoint, Processor step) {
    var route =
        new RouteBuilder() {
          @Override
          public void configure() {
            from(endpoint).routeId("reader").process(step);
          }
        };
    return RunningRoutes.of(camel -> new ForjaComponent(camel, broker.as("api")), route);
  }

  private void cutReaders() {
    broker.server().getSessions().stream()
        .filter(session -> session.getServerConsumers().size() > 0)
        .forEach(session -> session.getRemotingConnection().fail(new ActiveMQException("cut")));
  }

  private long listeners() {
    return bindings(Channels.CONTROL);
  }

  private long bindings(String address) {
    return broker
        .server()
        .getPostOffice()
        .getAllBindings()
        .filter(binding -> binding.getAddress().toString().equals(address))
        .count();
  }

  private void awaitEmptyQueue() {
    await().atMost(DEADLINE).until(() -> broker.queue(QUEUE).getMessageCount() == 0);
  }

  private void send(int count) throws ActiveMQException {
    for (var word : words(count)) {
      api.send(QUEUE, word.getBytes(UTF_8));
    }
  }

  private static List<String> words(int count) {
    return IntStream.range(0, count).mapToObj(number -> "message " + number).toList();
  }

  private static List<String> bodies(List<Received> batch) {
    return batch.stream().map(received -> new String(received.body(), UTF_8)).toList();
  }
}
