package forja.intake;

import static forja.intake.Asked.newMark;
import static forja.intake.FarmOfTwo.MAIN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.common.job.Capability;
import forja.common.job.Heartbeat;
import forja.common.job.JobId;
import forja.common.job.JobReport;
import forja.common.job.LogBundle;
import forja.common.job.LogChunk;
import forja.common.job.ReportBundle;
import forja.common.job.Token;
import forja.common.job.WorkerState;
import forja.common.wire.Wire;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Credential;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody speaks for a job that he has not received, whatever credential he has. */
class ProofsIT {
  private static final String THIEF = "thief";
  private static final String POOL = "thieves";
  private static final String QUEUE = Channels.jobs(Capability.FARM, POOL);
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir static Path data;
  private static FarmOfTwo farm;
  private static Credential credential;

  @BeforeAll
  static void start() throws Exception {
    farm = FarmOfTwo.start(data);
    credential = farm.worker(THIEF, POOL);
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @Test
  void areAskedOfWhoeverTellsHowAJobEnded() throws Exception {
    try (var thief = new CoreProgram(farm.broker(), credential)) {
      var foreign = aJobAtWork();
      var ownProof = proofOf(aJobOfTheThief(thief));
      long before = unproven();

      tell(thief, THIEF, succeeded(foreign, new Token(1, 1, 1)));
      tell(thief, THIEF, succeeded(foreign, new Token(1, 1, 9, "AAAAAAAAAAAAAAAAAAAAAA")));
      tell(thief, THIEF, succeeded(foreign, new Token(1, 1, 1, ownProof)));
      tell(thief, "default", succeeded(foreign, new Token(1, 1, 1)));

      await().until(() -> unproven() == before + 3);
      await().until(() -> deadReportsOf(foreign) == 4);
      assertThat(state(foreign)).isEqualTo("running");
      cancel(foreign);
    }
  }

  @Test
  void areAskedOfWhoeverAddsToALog() throws Exception {
    try (var thief = new CoreProgram(farm.broker(), credential)) {
      var foreign = aJobAtWork();
      long before = unproven();
      var chunk = new LogChunk(foreign, new Token(1, 1, 1), 1, CLOCK.instant(), "forged");

      thief.send(Channels.logs(THIEF), text(thief, new LogBundle(THIEF, List.of(chunk))));

      await().until(() -> unproven() == before + 1);
      assertThat(farm.http().text("/jobs/" + foreign + "/log")).doesNotContain("forged");
      cancel(foreign);
    }
  }

  @Test
  void comeWithTheJobToWhoeverReceivesIt() throws Exception {
    try (var thief = new CoreProgram(farm.broker(), credential)) {
      var received = aJobOfTheThief(thief);

      tell(thief, THIEF, succeeded(jobIn(received), new Token(1, 1, 1, proofOf(received))));

      await().until(() -> state(jobIn(received)).equals("succeeded"));
    }
  }

  @Test
  void areNoProofOfAnotherRelease() throws Exception {
    try (var thief = new CoreProgram(farm.broker(), credential)) {
      var received = aJobOfTheThief(thief);
      long before = unproven();

      tell(thief, THIEF, succeeded(jobIn(received), new Token(1, 2, 1, proofOf(received))));

      await().until(() -> unproven() == before + 1);
      assertThat(state(jobIn(received))).isNotEqualTo("succeeded");
    }
  }

  @Test
  void areNotNeededForAHeartbeatWhichIsHeardFromItsOwnAddressOnly() throws Exception {
    try (var thief = new CoreProgram(farm.broker(), credential)) {
      thief.send(Channels.heartbeats(THIEF), text(thief, heartbeat("ghost")));
      thief.send(Channels.heartbeats(THIEF), text(thief, heartbeat(THIEF)));

      await().until(() -> workers().contains(THIEF));
      assertThat(workers()).doesNotContain("ghost");
    }
  }

  private static JobId aJobAtWork() throws Exception {
    var job =
        posted(
            """
            {"kind":"farm.sleep","spec":{"for":"PT5M"},"labels":{"mark":"%s"}}
            """);
    await().until(() -> state(job).equals("running"));
    return job;
  }

  private static void cancel(JobId job) throws Exception {
    assertThat(farm.http().status("POST", "/jobs/" + job + "/cancel")).isIn(200, 202);
    await().until(() -> state(job).equals("cancelled"));
  }

  /** As the worker that it plays receives it. */
  private static ClientMessage aJobOfTheThief(CoreProgram thief) throws Exception {
    var job =
        posted(
            """
            {"kind":"farm.ping","spec":{},"pool":"thieves","labels":{"mark":"%s"}}
            """);
    await()
        .until(() -> {
          thief.send(Channels.heartbeats(THIEF), text(thief, heartbeat(THIEF)));
          return !state(job).equals("queued");
        });
    await().until(() -> Attempt.succeeds(() -> thief.session().createConsumer(QUEUE).close()));
    try (var consumer = thief.session().createConsumer(QUEUE)) {
      var message = consumer.receive(20_000);
      while (!jobIn(message).equals(job)) {
        message.individualAcknowledge();
        message = consumer.receive(20_000);
      }
      message.individualAcknowledge();
      return message;
    }
  }

  private static JobId posted(String request) throws Exception {
    try (var program = farm.core(MAIN)) {
      var replies = program.newTemporaryQueue();
      var message = program.text(request.formatted(newMark()));
      program.send("forja.intake.main", message.putStringProperty("JMSReplyTo", replies));
      return JobId.of(program.hear(replies).id());
    }
  }

  private static JobId jobIn(ClientMessage message) {
    return JobId.of(message.getStringProperty(Channels.JOB_PROPERTY));
  }

  private static String proofOf(ClientMessage message) {
    return message.getStringProperty(Channels.PROOF_PROPERTY);
  }

  private static JobReport succeeded(JobId job, Token token) {
    var now = CLOCK.instant();
    return new JobReport.Succeeded(job, token, now, now, 0, Map.of("forged", true));
  }

  private static void tell(CoreProgram thief, String asWhom, JobReport report) throws Exception {
    thief.send(Channels.status(THIEF), text(thief, new ReportBundle(asWhom, List.of(report))));
  }

  private static Heartbeat heartbeat(String worker) {
    var serving = new Heartbeat.Serving(Capability.FARM, POOL, 4, 0);
    return new Heartbeat(
        worker, "nowhere", 1, Instant.EPOCH, WorkerState.ACTIVE, List.of(serving), List.of());
  }

  private static ClientMessage text(CoreProgram program, Object words) {
    return program.text(new String(Wire.write(words), UTF_8));
  }

  private static String state(JobId job) throws Exception {
    // Without the wish to wait for its end.
    var view = farm.http().text("/jobs/" + job);
    return Wire.tree(view.getBytes(UTF_8)).path("state").asText();
  }

  private static List<String> workers() throws Exception {
    return farm.http().get("/workers").findValuesAsText("id");
  }

  private static long deadReportsOf(JobId job) throws Exception {
    long found = 0;
    for (var letter : farm.http().get("/dead?what=report&limit=200").findValuesAsText("id")) {
      if (farm.http().get("/dead/" + letter).toString().contains(job.toString())) {
        found++;
      }
    }
    return found;
  }

  private static long unproven() throws Exception {
    return farm.http()
        .text("/metrics")
        .lines()
        .filter(line -> line.startsWith("forja_reports_unproven_total"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
