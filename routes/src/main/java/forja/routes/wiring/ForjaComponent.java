package forja.routes.wiring;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code forja:jobs/<capability>}, {@code forja:queue/<name>}, {@code forja:topic/<address>}: what
 * routes read from.
 */
public final class ForjaComponent extends DefaultComponent {
  public static final String SCHEME = "forja";

  /** Makes the component for a context. */
  @FunctionalInterface
  public interface Maker {
    ForjaComponent make(CamelContext camel);
  }

  private final List<JobConsumer> jobConsumers = new CopyOnWriteArrayList<>();
  private final Broker broker;
  private final WorkerPlace place;

  /** For an api process, which reads queues and topics but no jobs. */
  public ForjaComponent(CamelContext camel, Broker broker) {
    this(camel, broker, WorkerPlace.NONE);
  }

  public ForjaComponent(CamelContext camel, Broker broker, WorkerPlace place) {
    super(camel);
    this.broker = broker;
    this.place = place;
  }

  /** A worker that stops says so first: else each job it hands back makes room for the next. */
  public void takeNothingMore() {
    jobConsumers.forEach(JobConsumer::takeNothingMore);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    int slash = remaining.indexOf('/');
    var sort = remaining.substring(0, slash);
    var name = remaining.substring(slash + 1);
    return new ForjaEndpoint(uri, this, feed(sort, name));
  }

  private ForjaEndpoint.Feed feed(String sort, String name) {
    return switch (sort) {
      case "jobs" ->
          (endpoint, processor) -> {
            var consumer = new JobConsumer(endpoint, processor, broker, place.serving(name));
            jobConsumers.add(consumer);
            return consumer;
          };
      case "queue" ->
          (endpoint, processor) ->
              new BatchConsumer(endpoint, processor, broker, BatchSource.queue(name));
      case "topic" ->
          (endpoint, processor) ->
              new BatchConsumer(endpoint, processor, broker, BatchSource.topic(name));
      default ->
          throw new IllegalArgumentException("forja: knows jobs, queue and topic, found " + sort);
    };
  }
}
