package forja.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.Capability;
import forja.common.job.Heartbeat;
import forja.common.job.Job;
import forja.common.job.JobId;
import forja.common.job.JobReport;
import forja.common.job.ReportBundle;
import forja.common.job.Token;
import forja.common.job.WorkerState;
import forja.common.secret.OneTimeKey;
import forja.common.secret.SecretAnswer;
import forja.common.secret.SecretOrder;
import forja.common.wire.JobWire;
import forja.common.wire.Wire;
import forja.harness.Deadline;
import forja.routes.control.HeartbeatLoop;
import forja.routes.wiring.Broker;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Credential;
import forja.routes.wiring.Letter;
import forja.routes.wiring.Sender;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;

/** Somebody with the credential of a worker, who says what the test wants. */
final class PretendWorker implements AutoCloseable {
  private static final int DEADLINE_MILLIS = 30_000;

  private final String name;
  private final String pool;
  private final Sender sender;
  private final Tap tap;
  private final HeartbeatLoop heartbeat;
  private final Set<JobId> held = ConcurrentHashMap.newKeySet();

  PretendWorker(String name, String pool, URI broker, Credential credential) throws Exception {
    this.name = name;
    this.pool = pool;
    var connection = new Broker(broker, credential);
    this.sender = new Sender(connection);
    this.tap = Deadline.await("a way to the broker", () -> connected(broker, credential));
    tap.listen(Channels.sealed(name));
    this.heartbeat = new HeartbeatLoop(connection, this::describe);
    heartbeat.start();
  }

  /** The broker sees a moment later that somebody was added. */
  private static Optional<Tap> connected(URI broker, Credential credential) throws Exception {
    try {
      return Optional.of(new Tap(broker, credential));
    } catch (ActiveMQSecurityException notYet) {
      return Optional.empty();
    }
  }

  private Heartbeat describe() {
    var serving = new Heartbeat.Serving(Capability.FARM, pool, 4, 0);
    return new Heartbeat(
        name, "host", 1, Instant.EPOCH, WorkerState.ACTIVE, List.of(serving), List.copyOf(held));
  }

  /** A job that this worker has got, and the token that it may speak with. */
  record Taken(Job job, Token token) {}

  Taken take() throws ActiveMQException {
    var queue = Channels.jobs(Capability.FARM, pool);
    var consumer =
        Deadline.await(
            "the queue of " + pool,
            () -> {
              try {
                return Optional.of(tap.session().createConsumer(queue));
              } catch (ActiveMQException notYet) {
                return Optional.empty();
              }
            });
    try (consumer) {
      var message = consumer.receive(DEADLINE_MILLIS);
      assertThat(message).as("a job for " + pool).isNotNull();
      message.individualAcknowledge();
      var job = JobWire.job(Tap.text(message).getBytes(UTF_8));
      held.add(job.id());
      var proof = message.getStringProperty(Channels.PROOF_PROPERTY);
      return new Taken(job, job.delivered(1, proof));
    }
  }

  void begin(Taken taken) {
    var started = new JobReport.Started(taken.job.id(), taken.token, Instant.now());
    send(Channels.status(name), new ReportBundle(name, List.of(started)));
  }

  void succeed(Taken taken) {
    var now = Instant.now();
    var end = new JobReport.Succeeded(taken.job.id(), taken.token, now, now, 0, Map.of());
    send(Channels.status(name), new ReportBundle(name, List.of(end)));
    held.remove(taken.job.id());
  }

  private void send(String address, Object words) {
    sender.send(List.of(Letter.durable(address, Wire.write(words))));
  }

  /** What the worker of this name would ask; the name need not be its own. */
  SecretOrder order(Taken taken, OneTimeKey key, String... names) {
    return new SecretOrder(
        UUID.randomUUID(),
        name,
        taken.job.id(),
        taken.token,
        Instant.now(),
        key.publicKey(),
        List.of(names));
  }

  SecretAnswer ask(SecretOrder order) {
    sender.send(List.of(Letter.fleeting(Channels.secrets(name), Wire.write(order))));
    return Deadline.await(
        "an answer to " + order.id(),
        () ->
            tap.heard().stream()
                .map(text -> Wire.read(text.getBytes(UTF_8), SecretAnswer.class))
                .filter(answer -> answer.order().equals(order.id()))
                .findFirst());
  }

  @Override
  public void close() {
    heartbeat.close();
    sender.close();
    tap.close();
  }
}
