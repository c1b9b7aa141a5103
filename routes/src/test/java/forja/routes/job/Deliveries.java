package forja.routes.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.common.job.Hold;
import forja.common.job.JobId;
import forja.common.job.JobIds;
import forja.common.job.JobReport;
import forja.common.job.JobSpec;
import forja.common.job.Kinds;
import forja.common.job.Token;
import forja.common.wire.JobWire.ReleasedJob;
import forja.common.wire.Wire;
import forja.routes.wiring.DeliveredJob;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Delivers one job, as often as a test likes, in place of the broker. */
final class Deliveries<S extends JobSpec> implements LogSink {
  static final Duration TIME_LIMIT = Duration.ofMinutes(1);
  static final String PROOF = "a-proof";
  private static final long DEADLINE_SECONDS = 10;

  private final List<JobReport> told = new CopyOnWriteArrayList<>();
  private final List<JobLog> logs = new CopyOnWriteArrayList<>();
  private final Clock clock;
  private final JobId job;
  @Nullable Instant deadline;

  Deliveries(Clock clock) {
    this.clock = clock;
    this.job = new JobIds(clock).next();
  }

  /** A delivery on its way through the route, on a thread of its own. */
  record Delivery(Thread thread, CompletableFuture<Exchange> exchange) {

    Object end() {
      return ended().getMessage().getBody();
    }

    Exception exception() {
      return ended().getException();
    }

    boolean isOver() {
      return exchange.isDone();
    }

    private Exchange ended() {
      return exchange.orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
    }
  }

  JobId job() {
    return job;
  }

  List<JobReport> told() {
    return List.copyOf(told);
  }

  JobLog log() {
    return logs.isEmpty() ? open(job, new Token(1, 2, 1)) : logs.getLast();
  }

  @Override
  public JobLog open(JobId id, Token token) {
    var log = new JobLog(id, token, clock, () -> {});
    logs.add(log);
    return log;
  }

  byte[] json(S spec) {
    var kind = Kinds.of(spec).name();
    return Wire.write(
        new ReleasedJob(
            job,
            "main",
            1,
            2,
            TIME_LIMIT,
            deadline,
            kind,
            Wire.text(spec),
            List.of(),
            "request-1"));
  }

  byte[] json(S spec, List<String> locksInDoubt) {
    var json = (ObjectNode) Wire.tree(json(spec));
    json.putPOJO("locksInDoubt", locksInDoubt);
    return Wire.write(json);
  }

  Delivery deliver(CamelContext camel, String endpoint, byte[] json, int delivery) {
    var ended = new CompletableFuture<Exchange>();
    var body = new DeliveredJob(json, delivery, PROOF, told::add, Hold.FOR_EVER, true);
    var template = camel.createProducerTemplate();
    var thread =
        Thread.ofVirtual()
            .start(() ->
                ended.complete(
                    template.send(endpoint, exchange -> exchange.getIn().setBody(body))));
    return new Delivery(thread, ended);
  }
}
