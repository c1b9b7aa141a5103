package forja.intake;

import static forja.intake.Asked.newMark;
import static forja.intake.FarmOfTwo.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Posted jobs that are unique, and jobs that do not end in time. */
class BoundsIT {
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
  void stopsARunningJobAtItsDeadline() throws Exception {
    var receipt = post("\"deadline\":\"" + Clock.systemUTC().instant().plusSeconds(2) + "\"");

    var job = farm.http().get("/jobs/" + receipt.id());

    assertThat(job.path("state").asText()).isEqualTo("failed");
    assertThat(job.at("/failure/kind").asText()).isEqualTo("timed-out");
    assertThat(job.at("/failure/code").asText()).isEqualTo("job.deadline");
    assertThat(job.path("startedAt").isNull()).isFalse();
  }

  @Test
  void endsAJobThatNobodyTakesAtItsDeadline() throws Exception {
    var receipt =
        post(
            "\"pool\":\"nobody\",\"deadline\":\""
                + Clock.systemUTC().instant().plusSeconds(1)
                + "\"");

    var job = farm.http().get("/jobs/" + receipt.id());

    assertThat(job.path("state").asText()).isEqualTo("failed");
    assertThat(job.at("/failure/code").asText()).isEqualTo("job.deadline");
    assertThat(job.path("startedAt").isNull()).isTrue();
  }

  @Test
  void answersWithTheJobThatHasTheKey() throws Exception {
    var unique = "\"unique\":{\"key\":\"" + newMark() + "\"}";
    var first = post(unique);

    var second = post(unique);

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(first.json().has("unique")).isFalse();
    assertThat(second.json().path("unique").asText()).isEqualTo("existing");
    farm.http().status("POST", "/jobs/" + first.id() + "/cancel");
  }

  private static Heard post(String envelope) throws Exception {
    try (var core = farm.core(MAIN)) {
      var replies = core.newTemporaryQueue();
      var body = "{\"kind\":\"farm.sleep\",\"spec\":{\"for\":\"PT1H\"}," + envelope + "}";
      core.send(INTAKE, core.text(body).putStringProperty("JMSReplyTo", replies));
      return core.hear(replies);
    }
  }
}
