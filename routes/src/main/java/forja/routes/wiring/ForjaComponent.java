package forja.routes.wiring;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code forja:jobs/<capability>}, {@code forja:queue/<name>}, {@code forja:topic/<address>},
 * {@code forja:below/<address>}: what routes read from.
 */
public final class ForjaComponent extends DefaultComponent {
  public static final String SCHEME = "forja";

  /** Makes the component for a context. */
  @FunctionalInterface
  public interface Maker {
    ForjaComponent make(CamelContext camel);
  }

  private final Broker broker;
  private final WorkerPlace place;
  private final Fence fence;

  /** For an api process, which reads queues and topics but no jobs. */
  public ForjaComponent(CamelContext camel, Broker broker) {
    this(camel, broker, WorkerPlace.NONE);
  }

  public ForjaComponent(CamelContext camel, Broker broker, WorkerPlace place) {
    this(camel, broker, place, Fence.of(broker.timeToLive()));
  }

  public ForjaComponent(CamelContext camel, Broker broker, WorkerPlace place, Fence fence) {
    super(camel);
    this.fence = fence;
    this.broker = broker;
    this.place = place;
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
          (endpoint, processor) ->
              new JobConsumer(endpoint, processor, broker, place.serving(name), fence);
      case "queue" ->
          (endpoint, processor) ->
              new BatchConsumer(endpoint, processor, broker, BatchSource.queue(name));
      case "topic" ->
          (endpoint, processor) ->
              new BatchConsumer(endpoint, processor, broker, BatchSource.topic(name));
      case "below" ->
          (endpoint, processor) ->
              new BatchConsumer(endpoint, processor, broker, BatchSource.topic(name + ".#"));
      default ->
          throw new IllegalArgumentException(
              "forja: knows jobs, queue, topic and below, found " + sort);
    };
  }
}
