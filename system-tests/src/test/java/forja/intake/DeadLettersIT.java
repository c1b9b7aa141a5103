package forja.intake;

import static forja.intake.Asked.newMark;
import static forja.intake.FarmOfTwo.MAIN;
import static forja.intake.FarmOfTwo.OTHER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import forja.routes.wiring.Credential;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.qpid.protonj2.client.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What could not be read or booked is shown with its reason, and sent again or discarded. */
class DeadLettersIT {
  private static final String INTAKE = "forja.intake.main";

  @TempDir static Path data;
  static FarmOfTwo farm;

  @BeforeAll
  static void start() throws Exception {
    farm = FarmOfTwo.start(data);
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @Test
  void showsARefusedRequestUntilItIsDiscarded() throws Exception {
    var mark = newMark();
    try (var core = farm.core(MAIN)) {
      core.send(INTAKE, core.bytes(("no job " + mark).getBytes(UTF_8)));
    }

    var letter = about("intake", mark);

    assertThat(letter.path("reason").asText()).startsWith("malformed-json: ");
    assertThat(letter.path("address").asText()).isEqualTo(INTAKE);
    assertThat(letter.path("body").asText()).isEqualTo("no job " + mark);
    assertThat(status("DELETE", letter, "")).isEqualTo(204);
    assertThat(status("DELETE", letter, "")).isEqualTo(404);
    assertThat(find("intake", mark)).isEmpty();
  }

  @Test
  void comesBackAsANewOneWhenItIsStillWrong() throws Exception {
    var mark = newMark();
    try (var core = farm.core(MAIN)) {
      core.send(INTAKE, core.text("{\"kind\":\"" + mark + "\"}"));
    }
    var first = about("intake", mark);

    assertThat(status("POST", first, "/resubmit")).isEqualTo(202);

    await()
        .until(
            () -> find("intake", mark).filter(letter -> !id(letter).equals(id(first))).isPresent());
    assertThat(status("POST", first, "/resubmit")).isEqualTo(404);
  }

  @Test
  void booksARequestThatWasRefusedAndCanBeBookedNow() throws Exception {
    var mark = newMark();
    var unique =
        "{\"kind\":\"farm.sleep\",\"spec\":{\"for\":\"PT1H\"},\"labels\":{\"mark\":\"%s\"},"
            + "\"unique\":{\"key\":\"%s\",\"else\":\"refuse\"}}";
    try (var core = farm.core(MAIN)) {
      var replies = core.newTemporaryQueue();
      core.send(
          INTAKE, core.text(unique.formatted(mark, mark)).putStringProperty("JMSReplyTo", replies));
      var first = core.hear(replies).id();
      core.send(INTAKE, core.text(unique.formatted(mark, mark)));
      var letter = about("intake", mark);
      assertThat(letter.path("reason").asText()).startsWith("not-unique: job " + first);
      assertThat(farm.http().status("POST", "/jobs/" + first + "/cancel")).isIn(200, 202);
      assertThat(farm.http().get("/jobs/" + first).path("state").asText()).isEqualTo("cancelled");

      assertThat(status("POST", letter, "/resubmit")).isEqualTo(202);

      await().until(() -> farm.marked(MAIN, mark).size() == 2);
      assertThat(find("intake", mark)).isEmpty();
      for (var job : farm.marked(MAIN, mark)) {
        farm.http().status("POST", "/jobs/" + job.id() + "/cancel");
      }
    }
  }

  @Test
  void showsAReportThatCannotBeRead() throws Exception {
    var mark = newMark();
    var credential = farm.credential(Credential.ofWorker("default"));
    try (var worker = new CoreProgram(farm.broker(), credential)) {
      worker.send("forja.status.default", worker.text("no report " + mark));
    }

    var letter = about("report", mark);

    assertThat(letter.path("address").asText()).isEqualTo("forja.status.default");
    assertThat(status("POST", letter, "/resubmit")).isEqualTo(202);
    await()
        .until(
            () -> find("report", mark).filter(other -> !id(other).equals(id(letter))).isPresent());
  }

  @Test
  void showsWhatTheBrokerCannotEvenTellOfAndGoesOn() throws Exception {
    var before = count("intake");
    try (var amqp = farm.amqp(MAIN)) {
      amqp.send(INTAKE, Message.create("no job").annotation("x-opt-delivery-time", "soon"));
    }

    await().until(() -> count("intake") == before + 1);
    await().until(() -> messagesIn("forja.untellable") == 1);
    assertThat(messagesIn("forja.unreadable")).isZero();
    assertThat(messagesIn(INTAKE)).isZero();
  }

  @Test
  void keepsTheLettersOfOthersToThem() throws Exception {
    var mark = newMark();
    try (var core = farm.core(OTHER)) {
      core.send("forja.intake.other", core.text("no job " + mark));
      assertThat(core.hear("forja.rejects.other").json().path("type").asText())
          .endsWith("malformed-json");
    }

    assertThat(find("intake", mark)).isEmpty();
  }

  @Test
  void tellsHowFullTheDiskOfTheBrokerIs() throws Exception {
    var disk = farm.http().get("/health/ready").at("/parts/disk");

    assertThat(disk.path("status").asText()).isEqualTo("up");
    assertThat(disk.path("detail").asText()).contains("its limit is 95 %");
  }

  @Test
  void tellsTheFiguresHowManyThereAre() throws Exception {
    try (var core = farm.core(MAIN)) {
      core.send(INTAKE, core.text("no job " + newMark()));
    }
    await().until(() -> count("intake") > 0);

    assertThat(farm.http().text("/metrics")).contains("forja_dead_letters{what=\"intake\"}");
  }

  private static long messagesIn(String queue) {
    return farm.server().locateQueue(queue).getMessageCount();
  }

  private static JsonNode about(String what, String mark) {
    return await().until(() -> find(what, mark), Optional::isPresent).orElseThrow();
  }

  /** The newest one with this mark in its body. */
  private static Optional<JsonNode> find(String what, String mark) throws Exception {
    for (var letter : farm.http().get("/dead?limit=200&what=" + what).path("items")) {
      var whole = farm.http().get("/dead/" + id(letter));
      if (whole.path("body").asText().contains(mark)) {
        return Optional.of(whole);
      }
    }
    return Optional.empty();
  }

  private static long count(String what) throws Exception {
    var items = farm.http().get("/dead?limit=200&what=" + what).path("items");
    return StreamSupport.stream(items.spliterator(), false).count();
  }

  private static String id(JsonNode letter) {
    return letter.path("id").asText();
  }

  private static int status(String method, JsonNode letter, String action) throws Exception {
    return farm.http().status(method, "/dead/" + id(letter) + action);
  }
}
