package forja.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.common.farm.FarmSpec;
import forja.common.farm.Ping;
import forja.common.job.Capability;
import forja.common.job.JobExecutor;
import forja.common.job.LogChunk;
import forja.common.job.Outcome;
import forja.routes.farm.FarmRoute;
import forja.routes.job.JobSteps;
import forja.routes.job.LogLoop;
import forja.routes.job.Redelivery;
import forja.routes.job.RunningJobs;
import forja.routes.wiring.Broker;
import forja.routes.wiring.BrokerDesk;
import forja.routes.wiring.Fence;
import forja.routes.wiring.ForjaComponent;
import forja.routes.wiring.WorkerPlace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log of a job on its way to the ledger. */
class LogIT {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @TempDir Path data;

  private TestBroker broker;
  private BrokerDesk desk;
  private Reports reports;

  @BeforeEach
  void startBroker() throws Exception {
    broker = TestBroker.start(data);
    desk = new BrokerDesk(broker.as("api"));
    reports = Reports.of(broker);
  }

  @AfterEach
  void stopBroker() {
    reports.close();
    desk.close();
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain words ", "\u001b", "\"\\", "é€", "😀"})
  void arrivesWholeWhateverItsLinesHold(String word) throws Exception {
    var line = word.repeat(60_000 / word.length());

    runJob((_, _, progress) -> {
      IntStream.range(0, 20).forEach(_ -> progress.log(line));
      return Outcome.succeeded(Map.of());
    });

    var chunks = awaitChunks(reports.finals().getFirst().logChunks());
    assertThat(chunks).extracting(LogChunk::sequence).isSorted().doesNotHaveDuplicates();
    assertThat(chunks.stream().map(LogChunk::text).collect(Collectors.joining()))
        .isEqualTo((line + "\n").repeat(20));
  }

  @Test
  void isSeenWhileTheJobRuns() throws Exception {
    runJob((_, _, progress) -> {
      progress.log("the first line");
      await().atMost(DEADLINE).until(() -> Logs.chunks(broker).size() == 1);
      progress.log("the second line");
      return Outcome.succeeded(Map.of());
    });

    assertThat(awaitChunks(2))
        .extracting(LogChunk::text)
        .containsExactly("the first line\n", "the second line\n");
  }

  private List<LogChunk> awaitChunks(int count) {
    return await().atMost(DEADLINE).until(() -> Logs.chunks(broker), all -> all.size() == count);
  }

  private void runJob(JobExecutor<FarmSpec> executor) throws Exception {
    try (var logs =
            new LogLoop(broker.as(broker.worker("worker-1")), "worker-1", Clock.systemUTC());
        var _ = worker(executor, logs);
        var _ = Jobs.send(desk, broker, Jobs.many(1, new Ping("hello")))) {
      logs.start();
      reports.awaitFinals(1);
    }
  }

  private RunningRoutes worker(JobExecutor<FarmSpec> executor, LogLoop logs) {
    var clock = Clock.systemUTC();
    var place = new WorkerPlace("worker-1", List.of(Jobs.POOL), Map.of(Capability.FARM, 1));
    var steps =
        new JobSteps<>(
            executor,
            FarmSpec.class,
            new RunningJobs(clock),
            logs,
            clock,
            Redelivery.of(Fence.of(Broker.DEFAULT_TIME_TO_LIVE)));
    return RunningRoutes.of(
        context -> new ForjaComponent(context, broker.as(broker.worker("worker-1")), place),
        new FarmRoute(steps));
  }
}
