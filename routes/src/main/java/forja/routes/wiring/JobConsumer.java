package forja.routes.wiring;

import java.util.List;
import java.util.concurrent.Semaphore;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/**
 * Feeds a capability's route with the jobs of all its pools, never more at once than the worker has
 * slots.
 */
final class JobConsumer extends DefaultConsumer {
  private final List<JobFeed> feeds;

  JobConsumer(
      ForjaEndpoint endpoint,
      Processor processor,
      Broker broker,
      WorkerPlace.Serving serving,
      Fence fence) {
    super(endpoint, processor);
    var slots = new Semaphore(serving.slots());
    this.feeds =
        serving.pools().stream()
            .map(pool -> new JobFeed(this, broker, serving, pool, slots, fence))
            .toList();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    feeds.forEach(JobFeed::start);
  }

  @Override
  protected void doStop() throws Exception {
    feeds.forEach(JobFeed::close);
    super.doStop();
  }
}
