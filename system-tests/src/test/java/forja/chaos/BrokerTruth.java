package forja.chaos;

import forja.common.job.Capability;
import forja.common.job.JobRequest;
import forja.harness.SplitFarm;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Credential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;

/** How many messages stand in the queues of the broker. */
final class BrokerTruth {
  private static final List<String> QUEUES =
      List.of(
          Channels.jobs(Capability.FARM, JobRequest.DEFAULT_POOL),
          Channels.DEAD,
          Channels.UNREADABLE,
          Channels.REFUSED_QUEUE,
          Channels.STATUS_QUEUE,
          Channels.LOGS_QUEUE);

  private BrokerTruth() {}

  static Map<String, Long> leftovers(SplitFarm farm) {
    try (var locator = ActiveMQClient.createServerLocator(farm.broker().toString());
        var factory = locator.createSessionFactory()) {
      var user = Credential.read(farm.folder().credential("api"));
      var session =
          factory.createSession(user.user(), user.password(), false, true, true, false, 0);
      var counts = new LinkedHashMap<String, Long>();
      for (var queue : QUEUES) {
        counts.put(
            "messages in " + queue, session.queueQuery(SimpleString.of(queue)).getMessageCount());
      }
      return counts;
    } catch (Exception e) {
      throw new IllegalStateException("the broker cannot be asked", e);
    }
  }
}
