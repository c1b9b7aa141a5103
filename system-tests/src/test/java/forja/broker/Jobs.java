package forja.broker;

import forja.common.farm.FarmSpec;
import forja.common.job.Capability;
import forja.common.job.JobId;
import forja.common.job.JobIds;
import forja.common.job.Kinds;
import forja.common.wire.JobWire.ReleasedJob;
import forja.common.wire.Wire;
import forja.routes.wiring.Broker;
import forja.routes.wiring.BrokerDesk;
import forja.routes.wiring.ReleaseSender;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Makes jobs as the dispatcher releases them. */
final class Jobs {
  static final String POOL = "default";

  private static final JobIds IDS = new JobIds(Clock.systemUTC());

  private Jobs() {}

  static ReleasedJob released(FarmSpec spec) {
    var kind = Kinds.of(spec).name();
    return new ReleasedJob(
        IDS.next(),
        "main",
        1,
        1,
        Duration.ofMinutes(5),
        null,
        kind,
        Wire.text(spec),
        List.of(),
        null);
  }

  static List<ReleasedJob> many(int count, FarmSpec spec) {
    return Stream.generate(() -> released(spec)).limit(count).toList();
  }

  static List<JobId> ids(List<ReleasedJob> jobs) {
    return jobs.stream().map(ReleasedJob::id).toList();
  }

  /** Starts a sender that takes these jobs to the queue of a pool. */
  static ReleaseSender send(BrokerDesk desk, TestBroker broker, List<ReleasedJob> jobs) {
    return send(desk, broker.as("api"), jobs);
  }

  static ReleaseSender send(BrokerDesk desk, Broker broker, List<ReleasedJob> jobs) {
    var sender = new ReleaseSender(broker, desk, _ -> "a-proof");
    sender.start();
    sender.send(jobs, Capability.FARM, POOL);
    return sender;
  }
}
