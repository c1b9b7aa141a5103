package forja.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.common.farm.Effect;
import forja.common.job.ControlOrder;
import forja.common.job.Failure;
import forja.common.job.JobReport;
import forja.common.wire.JobWire.ReleasedJob;
import forja.common.wire.Wire;
import forja.routes.wiring.BrokerDesk;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Letter;
import forja.routes.wiring.Sender;
import forja.worker.process.ChildProcesses;
import forja.worker.process.ProcTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** D43: no two effects of one job overlap, and no child of one outlives the right to it. */
class EffectIT {
  private static final Duration DEADLINE = Duration.ofSeconds(40);
  private static final String UNFENCED = "-Dforja.drill.unfenced=true";
  private static final String UNSTOPPABLE = "-Dforja.drill.unstoppable=true";

  @TempDir Path data;
  @TempDir Path effects;

  private final ProcTable table = new ProcTable();
  private final ReleasedJob job =
      Jobs.released(new Effect("drill", Duration.ofSeconds(4), 3, true));
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
    living().forEach(id -> ProcessHandle.of(id).ifPresent(ProcessHandle::destroyForcibly));
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "STOP"})
  void beginsElsewhereWhenNothingOfItIsLeft(String signal) throws Exception {
    try (var first = worker("first");
        var _ = Jobs.send(desk, broker, List.of(job))) {
      awaitLife("1.1.1");
      try (var _ = worker("second")) {
        first.signal(signal);

        await().atMost(DEADLINE).until(() -> !reports.finals().isEmpty());
        first.signal("CONT");
      }
    }
    assertThat(reports.finals())
        .singleElement()
        .isInstanceOfSatisfying(
            JobReport.Succeeded.class, end -> assertThat(end.token().delivery()).isEqualTo(2));
    assertThat(lastLifeOf("1.1.1")).isBefore(begin("1.1.2"));
    await().atMost(DEADLINE).until(() -> living().isEmpty());
  }

  /** Shows that the test above would see it. */
  @Test
  void overlapsWhenTheFenceIsOpen() throws Exception {
    try (var first = worker("first", UNFENCED);
        var _ = Jobs.send(desk, broker, List.of(job))) {
      awaitLife("1.1.1");
      try (var _ = worker("second", UNFENCED)) {
        first.signal("STOP");

        await().atMost(DEADLINE).until(() -> !reports.finals().isEmpty());
      }
    }
    assertThat(lastLifeOf("1.1.1")).isAfter(begin("1.1.2"));
  }

  @Test
  void isUnprovenWhenAChildCannotBeStoppedAndEndsWithItsWorker() throws Exception {
    var endless = Jobs.released(new Effect("drill", Duration.ofHours(1), 2, false));
    try (var worker = worker("first", UNSTOPPABLE);
        var orders = new Sender(broker.as("api"));
        var _ = Jobs.send(desk, broker, List.of(endless))) {
      awaitLife("1.1.1");
      var order = Wire.write(new ControlOrder.Cancel(endless.id()));
      orders.send(List.of(Letter.fleeting(Channels.CONTROL, order)));

      assertThat(reports.awaitFinals(1).getFirst())
          .isInstanceOfSatisfying(
              JobReport.Failed.class,
              end -> assertThat(end.failure().kind()).isEqualTo(Failure.Kind.UNPROVEN));
      assertThat(living()).isNotEmpty();
      worker.kill();
      await().atMost(DEADLINE).until(() -> living().isEmpty());
    }
  }

  private Workers.WorkerProcess worker(String name, String... machine) throws IOException {
    var options = List.of("--effects", effects.toString(), "--time-to-live", "PT3S");
    return Workers.process(broker, name, List.of(machine), options);
  }

  private void awaitLife(String token) {
    await().atMost(DEADLINE).until(() -> livesOf(token).size() >= 3);
  }

  private List<Long> living() {
    return table.look().stream()
        .filter(
            child -> child.marks().getOrDefault("FORJA_EFFECT", "").startsWith(effects.toString()))
        .filter(child -> child.marks().containsKey(ChildProcesses.WORK))
        .map(child -> child.id())
        .toList();
  }

  private List<Instant> livesOf(String token) throws IOException {
    var file = effects.resolve(".lives/drill");
    if (!Files.exists(file)) {
      return List.of();
    }
    return Files.readAllLines(file).stream()
        .map(line -> line.split(" ", -1))
        .filter(words -> words[2].equals(token))
        .map(words -> Instant.ofEpochMilli((long) (Double.parseDouble(words[4]) * 1_000)))
        .toList();
  }

  private Instant lastLifeOf(String token) throws IOException {
    return livesOf(token).stream().max(Comparator.naturalOrder()).orElseThrow();
  }

  private Instant begin(String token) throws IOException {
    return Files.readAllLines(effects.resolve("drill")).stream()
        .map(line -> line.split(" ", -1))
        .filter(words -> words[0].equals("begin") && words[2].equals(token))
        .map(words -> Instant.parse(words[3]))
        .findFirst()
        .orElseThrow();
  }
}
