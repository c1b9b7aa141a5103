package forja.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import forja.common.wire.Wire;
import forja.harness.Cli;
import forja.harness.Deadline;
import forja.harness.StandaloneFarm;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody types, against a real farm: each command is a process with an exit code. */
class ClientStoryIT {
  private static final int FAILED = 1;
  private static final int MISUSED = 2;
  private static final int CANCELLED = 3;
  private static final int REFUSED = 4;
  private static final int NOT_ENDED = 5;

  @RegisterExtension static final StandaloneFarm FARM = new StandaloneFarm();

  private Cli forja;

  @BeforeEach
  void openAShell() {
    forja = FARM.cli();
  }

  /** K18 */
  @Test
  void runsAJobAndShowsWhatHappensUntilItEnds() {
    var run =
        forja.types(
            "run", "farm.chatter", "--set", "lines=30", "--set", "every=PT0.05S", "--watch");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.lines())
        .anyMatch(line -> line.endsWith("accepted"))
        .anyMatch(line -> line.endsWith("started"))
        .anyMatch(line -> line.contains("| line 30 "))
        .anyMatch(line -> line.contains("% "))
        .last()
        .asString()
        .endsWith("succeeded");
  }

  /** D43 */
  @Test
  void tellsTheShellHowAJobEnded() {
    var failed = forja.types("run", "farm.fail", "--set", "message=the oven is cold", "--watch");
    var tooLong = forja.types("run", "farm.sleep", "--set", "for=PT20S", "--wait", "1");

    assertThat(failed.code()).isEqualTo(FAILED);
    assertThat(failed.out()).contains("failed: farm.as-asked: the oven is cold");
    assertThat(tooLong.code()).isEqualTo(NOT_ENDED);
    assertThat(forja.types("cancel", tooLong.out().strip(), "--wait").code()).isZero();
    assertThat(forja.types("watch", tooLong.out().strip()).code()).isEqualTo(CANCELLED);
  }

  @Test
  void watchesSeveralJobsAtOnce() {
    var good = forja.types("run", "farm.sleep", "--set", "for=PT1S").out().strip();
    var bad = forja.types("run", "farm.fail").out().strip();

    var watch = forja.types("watch", good, bad);
    var asJson = forja.types("watch", good, bad, "--json");

    assertThat(watch.code()).isEqualTo(FAILED);
    assertThat(watch.lines())
        .anyMatch(line -> line.contains("succeeded"))
        .anyMatch(line -> line.contains("failed: farm.as-asked"));
    assertThat(asJson.lines().stream().map(line -> json(line).path("type").asText()))
        .contains("forja.job.succeeded", "forja.job.failed");
  }

  @Test
  void followsALogWhileItIsWritten() {
    var id =
        forja
            .types("run", "farm.chatter", "--set", "lines=60", "--set", "every=PT0.1S")
            .out()
            .strip();

    var following = forja.begins("log", id, "-f");
    Deadline.until("the first line", () -> following.outSoFar().contains("line 1 "));
    var stillRunning = following.isAlive();
    var answer = following.answer();

    assertThat(stillRunning).isTrue();
    assertThat(answer.code()).isZero();
    assertThat(answer.lines().stream().map(line -> line.split(" ")[1]))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 60).mapToObj(String::valueOf).toList());
  }

  @Test
  void cancelsAndTriesAgain() {
    var id = forja.types("run", "farm.fail", "--set", "attempts=1").out().strip();
    assertThat(forja.types("watch", id).code()).isEqualTo(FAILED);

    var again = forja.types("retry", id);
    var watched = forja.types("watch", id);
    var tooLate = forja.types("retry", id);

    assertThat(again.code()).isZero();
    assertThat(again.out()).startsWith(id);
    assertThat(watched.code()).isZero();
    assertThat(tooLate.code()).isEqualTo(REFUSED);
    assertThat(tooLate.err()).contains("cannot be tried again");
  }

  /** D28, K19 */
  @Test
  void listsJobsByWhatTheyAre() {
    var mine = forja.types("run", "farm.ping", "--label", "story=mine", "--wait", "30");
    forja.types("run", "farm.ping", "--label", "story=other", "--wait", "30");

    var found =
        forja.types(
            "jobs",
            "--kind",
            "farm.ping",
            "--state",
            "succeeded",
            "--label",
            "story=mine",
            "--json");
    var none = forja.types("jobs", "--label", "story=nobodys");
    var table = forja.types("jobs", "--label", "story=mine");

    assertThat(json(found.out()).path("items").findValuesAsText("id"))
        .containsExactly(mine.out().strip());
    assertThat(none.code()).isZero();
    assertThat(none.out()).isEmpty();
    assertThat(table.out()).contains("farm.ping", "succeeded", mine.out().strip());
    var job = json(forja.types("job", mine.out().strip(), "--json").out());
    assertThat(job.at("/result/echo").asText()).isEqualTo("pong");
  }

  @Test
  void tellsWhoWorksAndWhatThereIsToDo() {
    var workers = json(forja.types("workers", "--json").out()).path("items");
    var queues = json(forja.types("queues", "--json").out()).path("items");
    var kinds = json(forja.types("kinds", "--json").out()).path("items");

    assertThat(workers).hasSize(1);
    assertThat(queues.findValuesAsText("pool")).contains("default");
    assertThat(kinds.findValuesAsText("name")).contains("farm.ping", "farm.effect");
    assertThat(forja.types("kinds", "farm.sleep").out()).contains("for", "forja run farm.sleep");
  }

  @Test
  void explainsWhatIsWrongWithARequest() {
    var wrong = forja.types("run", "farm.sleep", "--set", "four=PT1S", "--set", "for=2");
    var unknown = forja.types("runn", "farm.sleep");

    assertThat(wrong.code()).isEqualTo(REFUSED);
    assertThat(wrong.err()).contains("spec/four: is not a known field", "spec/for: must be string");
    assertThat(unknown.code()).isEqualTo(MISUSED);
    assertThat(unknown.err()).contains("did you mean");
  }

  /** K21 */
  @Test
  void isRefusedWithAWrongToken() {
    var refused = forja.withToken("not-the-token").types("jobs");

    assertThat(refused.code()).isEqualTo(REFUSED);
    assertThat(refused.err()).isNotBlank().doesNotContain("Exception", "not-the-token");
    assertThat(refused.out()).isEmpty();
  }

  @Test
  void saysWhenNoApiIsThere() {
    var nobody = forja.at(URI.create("http://127.0.0.1:1"));

    var answer = nobody.types("run", "farm.ping");

    assertThat(answer.code()).isEqualTo(REFUSED);
    assertThat(answer.err()).contains("127.0.0.1:1").doesNotContain("Exception");
  }

  @Test
  void givesACompletionScriptThatBashReads() throws IOException, InterruptedException {
    var script = Files.createTempFile(FARM.folder().path(), "completion", ".bash");
    var printed = forja.types("completion", "bash");
    Files.writeString(script, printed.out(), StandardCharsets.UTF_8);

    var asked = "source " + script + " && complete -p forja";
    var bash = new ProcessBuilder(List.of("bash", "-c", asked)).redirectErrorStream(true).start();
    var said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(printed.code()).isZero();
    assertThat(bash.waitFor()).as(said).isZero();
    assertThat(said).startsWith("complete ");
  }

  private static JsonNode json(String text) {
    return Wire.tree(text.getBytes(StandardCharsets.UTF_8));
  }
}
