package forja.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import forja.common.job.Token;
import forja.common.secret.OneTimeKey;
import forja.common.secret.SecretAnswer;
import forja.common.secret.SecretOrder;
import forja.common.wire.Wire;
import forja.harness.Deadline;
import forja.harness.FarmClient;
import forja.harness.SplitFarm;
import forja.routes.program.PrivateFile;
import forja.routes.wiring.Credential;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Secrets on a running farm: used by jobs, told to one worker, and nowhere else. */
class SecretStoryIT {
  private static final String PASSWORD = "correct-horse/battery+staple \"42\"";
  private static final String KEY = "-----BEGIN KEY-----\nMIIEvQIBADANBgkqh\nkiG9w0BAQEFAASC\n";
  private static final String OTHER = "another-value-of-somebody";

  @RegisterExtension static final SplitFarm FARM = SplitFarm.withApis("a");

  private FarmClient farm;

  @BeforeAll
  static void keepSecrets() {
    var farm = FARM.client("a");
    keep(farm, "password", PASSWORD);
    keep(farm, "key", KEY);
    keep(farm, "other", OTHER);
    FARM.joinWorker("w1");
  }

  private static void keep(FarmClient farm, String name, String value) {
    var body = Wire.json().createObjectNode().put("name", name).put("value", value);
    var answer = farm.post("/secrets", body.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(Traces.of(PASSWORD, KEY, OTHER).in(answer.body())).isEmpty();
  }

  @BeforeEach
  void callTheFarm() {
    farm = FARM.client("a");
  }

  @Test
  void leavesNoTraceOfAValueAnywhere() throws Exception {
    var traces = Traces.of(PASSWORD, OTHER, "MIIEvQIBADANBgkqh");
    try (var tap = new Tap(FARM.broker(), credential("api"))) {
      tap.listen("forja.#");
      var id = farm.submit(chatter(8, "PT0S", "default", "password", "key"));

      var job = farm.awaitFinal(id);
      Deadline.until("the log being complete", () -> isComplete(id));

      assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("succeeded");
      var log = farm.get("/jobs/" + id + "/log").body();
      assertThat(log).startsWith("line 1 ab password=*** key=***").contains("line 8 ab");
      assertThat(job.path("result").toString()).contains("\"password\":\"***\"");
      assertThat(traces.in(log)).isEmpty();
      assertThat(traces.in(job.toString())).isEmpty();
      assertThat(farm.history(id))
          .allSatisfy(event -> assertThat(traces.in(event.toString())).isEmpty());
      assertThat(tap.heard()).hasSizeGreaterThan(5).anyMatch(said -> said.contains("publicKey"));
      assertThat(tap.heard()).allSatisfy(said -> assertThat(traces.in(said)).isEmpty());
    }
    assertThat(farm.get("/secrets/password").body()).contains("\"usedAt\"");
    assertThat(traces.in(farm.get("/secrets").body())).isEmpty();
    assertThat(traces.inTables(FARM.folder())).isEmpty();
    assertThat(traces.inFiles(FARM.folder())).isEmpty();
  }

  private boolean isComplete(String id) {
    var answer = farm.get("/jobs/" + id + "/log", "Range", "bytes=0-0");
    return answer.headers().firstValue("Forja-Log-Complete").equals(Optional.of("true"));
  }

  @Test
  void rejectsAJobWhoseSecretIsNotThere() {
    var job = farm.awaitFinal(farm.submit(chatter(1, "PT0S", "default", "password", "nowhere")));

    assertThat(job.path("failure").path("kind").asText()).isEqualTo("rejected");
    assertThat(job.path("failure").path("code").asText()).isEqualTo("secret.unknown");
    assertThat(job.path("failure").path("message").asText())
        .isEqualTo("there is no secret nowhere");
  }

  @Test
  void changesTheMasterKeyWhileJobsRun() throws Exception {
    var file = FARM.folder().masterKey();
    var before = Files.readString(file);
    var running = farm.submit(chatter(50, "PT0.1S", "default", "password"));
    farm.awaitState(running, "running");

    PrivateFile.write(file, (newKey() + "\n" + before).getBytes(UTF_8));
    var first = rotate();
    var again = rotate();

    assertThat(first.at("/sealed/secrets/anew").asInt()).isGreaterThanOrEqualTo(3);
    assertThat(first.at("/sealed/farm/anew").asInt()).isEqualTo(1);
    assertThat(again.path("sealed"))
        .allSatisfy(count -> {
          assertThat(count.path("anew").asInt()).isZero();
          assertThat(count.path("failed").asInt()).isZero();
        });
    assertThat(again.path("key")).isEqualTo(first.path("key"));

    PrivateFile.write(
        file, Files.readString(file).lines().findFirst().orElseThrow().getBytes(UTF_8));
    var next = farm.awaitFinal(farm.submit(chatter(1, "PT0S", "default", "password", "other")));

    assertThat(next.path("state").asText()).as(next.toString()).isEqualTo("succeeded");
    assertThat(farm.awaitFinal(running).path("state").asText()).isEqualTo("succeeded");
  }

  private JsonNode rotate() {
    var answer = farm.post("/secrets/rotate");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return FarmClient.json(answer);
  }

  private static String newKey() {
    var key = new byte[32];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  @Test
  void tellsAWorkerTheSecretsOfTheJobThatItHolds() throws Exception {
    try (var worker = worker("honest")) {
      var taken = taken(worker, "honest");
      worker.begin(taken);
      var key = OneTimeKey.make();
      var order = worker.order(taken, key, "password");

      var told = (SecretAnswer.Told) worker.ask(order);

      assertThat(key.open(told, order, Instant.now()).orElseThrow().text("password"))
          .isEqualTo(PASSWORD);
      assertThat(OneTimeKey.make().open(told, order, Instant.now())).isEmpty();
      worker.succeed(taken);
    }
  }

  @Test
  void refusesAWorkerThatDoesNotHoldTheJob() throws Exception {
    try (var holder = worker("holder");
        var thief = worker("thief")) {
      var taken = taken(holder, "holder");
      holder.begin(taken);

      var withTheToken = thief.ask(thief.order(taken, OneTimeKey.make(), "password"));
      var withoutProof =
          thief.ask(
              thief.order(
                  new PretendWorker.Taken(taken.job(), taken.job().delivered(1, "")),
                  OneTimeKey.make(),
                  "password"));

      refused(withTheToken, "the ledger did not see this worker begin the job");
      refused(withoutProof, "it shows no proof that this worker has received the job");
      holder.succeed(taken);
    }
  }

  @Test
  void refusesWhatTheHolderItselfMayNotAsk() throws Exception {
    try (var worker = worker("greedy")) {
      var taken = taken(worker, "greedy");
      worker.begin(taken);
      var key = OneTimeKey.make();

      var notNamed = worker.ask(worker.order(taken, key, "password", "other"));
      var anotherDelivery = worker.ask(worker.order(delivered(taken, 2), key, "password"));
      var old = worker.ask(at(worker.order(taken, key, "password"), Duration.ofMinutes(-2)));
      worker.succeed(taken);
      farm.awaitFinal(taken.job().id().toString());
      var afterwards = worker.ask(worker.order(taken, key, "password"));

      refused(notNamed, "the job does not name these secrets");
      refused(anotherDelivery, "the ledger did not see this worker begin the job");
      refused(old, "the order is not of this minute; the clocks have to agree");
      refused(afterwards, "this work on the job is over");
    }
  }

  private static PretendWorker.Taken delivered(PretendWorker.Taken taken, int delivery) {
    var token = taken.token();
    return new PretendWorker.Taken(
        taken.job(), new Token(token.attempt(), token.release(), delivery, token.proof()));
  }

  private static SecretOrder at(SecretOrder order, Duration later) {
    return new SecretOrder(
        UUID.randomUUID(),
        order.worker(),
        order.job(),
        order.token(),
        order.sentAt().plus(later),
        order.publicKey(),
        order.names());
  }

  private static void refused(SecretAnswer answer, String why) {
    assertThat(answer).isInstanceOf(SecretAnswer.Refused.class);
    var failure = ((SecretAnswer.Refused) answer).failure();
    assertThat(failure.code()).isEqualTo("secrets.refused");
    assertThat(failure.message()).isEqualTo(why);
  }

  /** A worker of the test's own, for a pool of its own name. */
  private static PretendWorker worker(String name) throws Exception {
    var credential = FARM.folder().credentialOfWorker(name, "--pool", name);
    return new PretendWorker(name, name, FARM.broker(), Credential.read(credential));
  }

  private PretendWorker.Taken taken(PretendWorker worker, String pool) throws Exception {
    farm.submit(chatter(1, "PT0S", pool, "password"));
    return worker.take();
  }

  private static Credential credential(String user) throws Exception {
    return Credential.read(FARM.folder().credential(user));
  }

  private static String chatter(int lines, String every, String pool, String... secrets) {
    var request = Wire.json().createObjectNode().put("kind", "farm.chatter").put("pool", pool);
    var spec = request.putObject("spec").put("lines", lines).put("width", 9).put("every", every);
    List.of(secrets).forEach(spec.putArray("secrets")::add);
    return request.toString();
  }
}
