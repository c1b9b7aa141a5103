package forja.routes.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import forja.common.job.Capability;
import forja.common.job.JobId;
import forja.common.wire.Wire;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the api asks the broker to do with its queues, and to tell of them. Throws {@link
 * BrokerAway}.
 */
public final class BrokerDesk implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BrokerDesk.class);
  private static final int FLUSH_EACH = 1;
  private static final int ONE = 1;

  /** The number of a message that the broker cannot even tell of. */
  static final long NAMELESS = -2;

  private final Line line;

  public BrokerDesk(Broker broker) {
    this.line = new Line(broker::blocking);
  }

  /** Whether anybody reads an address at this moment, by whichever protocol. */
  public boolean hasReaders(String address) {
    return line.use(
        session -> !session.addressQuery(SimpleString.of(address)).getQueueNames().isEmpty());
  }

  public boolean isTemporaryQueue(String name) {
    return line.use(session -> session.queueQuery(SimpleString.of(name)).isTemporary());
  }

  /** Names the broker's journal: the number of a message is unique together with it. */
  public String node() {
    return line.use(session -> Management.attribute(session, "NodeID"));
  }

  /** How full the disk of the broker's journal is, 0 to 1. */
  public double diskUsed() {
    return Double.parseDouble(line.use(session -> Management.attribute(session, "DiskStoreUsage")));
  }

  /** How full that disk may become before the broker takes no more, 0 to 1. */
  public double fullestDisk() {
    return Integer.parseInt(line.use(session -> Management.attribute(session, "MaxDiskUsage")))
        / 100.0;
  }

  /** Declares a queue of jobs, before the first one is sent to it. */
  void declare(String name) {
    line.use(session -> Management.declare(session, name));
  }

  /** Takes a job off its queue; says whether it was still there, in nobody's hands. */
  public boolean remove(Capability capability, String pool, JobId job) {
    var filter = Channels.JOB_PROPERTY + " = '" + job + "'";
    var queue = Channels.jobs(capability, pool);
    return !"0"
        .equals(
            line.use(session ->
                Management.operate(session, queue, "removeMessages", FLUSH_EACH, filter)));
  }

  /** How many bundles of reports wait to be written down. */
  public long unreadReports() {
    return line.use(
        session -> session.queueQuery(SimpleString.of(Channels.STATUS_QUEUE)).getMessageCount());
  }

  /** The jobs that a queue holds or that a consumer has in delivery. */
  public Set<JobId> held(Capability capability, String pool) {
    var queue = Channels.jobs(capability, pool);
    return line.use(session -> {
      // Queue first: a job that goes over to a consumer meanwhile is then seen there.
      var held = new HashSet<>(waiting(session, queue));
      held.addAll(inDelivery(Management.operate(session, queue, "listDeliveringMessagesAsJSON")));
      return held;
    });
  }

  /** What can be told of the first message of a queue, without its body; at worst, that it is. */
  Optional<Received> head(String queue) {
    try {
      var json = line.use(session -> Management.operate(session, queue, "getFirstMessageAsJSON"));
      var message = Wire.tree(json.getBytes(UTF_8)).path(0);
      return message.has("messageID") ? Optional.of(told(queue, message)) : Optional.empty();
    } catch (BrokerAway untold) {
      log.warn("the broker cannot tell what stands first in {}: {}", queue, untold.getMessage());
      return Optional.of(told(queue, Wire.json().createObjectNode().put("messageID", NAMELESS)));
    }
  }

  private static Received told(String queue, JsonNode message) {
    var unread = new Content(new byte[0], Content.Form.NEITHER_TEXT_NOR_BYTES);
    return new Received(
        queue,
        message.path("messageID").asLong(),
        unread,
        Optional.ofNullable(message.path("replyTo").asText(null)),
        Optional.ofNullable(message.path("correlationId").asText(null)),
        Optional.empty(),
        Optional.empty());
  }

  /** Where nobody reads it: whoever tried would lose the connection over it, too. */
  void putFirstAside(String queue) {
    line.use(session ->
        Management.operate(
            session, queue, "moveMessages", FLUSH_EACH, "", Channels.UNTELLABLE, false, ONE));
  }

  void remove(String queue, long message) {
    line.use(session -> Management.operate(session, queue, "removeMessage", message));
  }

  /** Counted by the broker in one go: a browser may say that it is through before it is. */
  private static Set<JobId> waiting(ClientSession session, String queue) throws ActiveMQException {
    var everyJob = Channels.JOB_PROPERTY + " IS NOT NULL";
    var counts =
        Management.operate(session, queue, "countMessages", everyJob, Channels.JOB_PROPERTY);
    var jobs = new HashSet<JobId>();
    Wire.tree(counts.getBytes(UTF_8))
        .fieldNames()
        .forEachRemaining(job -> JobId.parse(job).ifPresent(jobs::add));
    return jobs;
  }

  private static Set<JobId> inDelivery(String json) {
    var jobs = new HashSet<JobId>();
    for (JsonNode consumer : Wire.tree(json.getBytes(UTF_8))) {
      for (JsonNode message : consumer.path("elements")) {
        JobId.parse(message.path(Channels.JOB_PROPERTY).asText()).ifPresent(jobs::add);
      }
    }
    return jobs;
  }

  @Override
  public void close() {
    line.close();
  }
}
