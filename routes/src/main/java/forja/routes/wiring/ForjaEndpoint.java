package forja.routes.wiring;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/**
 * A place on the broker that a route reads from. Nothing is sent through it: senders have rules of
 * their own.
 */
final class ForjaEndpoint extends DefaultEndpoint {
  private final Feed feed;

  /** How this endpoint makes its consumer. */
  @FunctionalInterface
  interface Feed {
    Consumer consumer(ForjaEndpoint endpoint, Processor processor);
  }

  ForjaEndpoint(String uri, ForjaComponent component, Feed feed) {
    super(uri, component);
    this.feed = feed;
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    return feed.consumer(this, processor);
  }

  @Override
  public Producer createProducer() {
    throw new IllegalStateException("nothing is sent through " + getEndpointUri());
  }

  @Override
  public boolean isRemote() {
    return true;
  }
}
