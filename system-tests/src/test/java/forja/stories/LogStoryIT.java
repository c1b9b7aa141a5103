package forja.stories;

import static org.assertj.core.api.Assertions.assertThat;

import forja.harness.Deadline;
import forja.harness.FarmClient;
import forja.harness.StandaloneFarm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a job writes, read while it writes and afterwards. */
class LogStoryIT {
  private static final String TALKS_FOR_TWO_SECONDS =
      "{\"kind\":\"farm.chatter\",\"spec\":{\"lines\":40,\"width\":20,\"every\":\"PT0.05S\"}}";

  @RegisterExtension static final StandaloneFarm FARM = new StandaloneFarm();

  private FarmClient farm;

  @BeforeEach
  void callTheFarm() {
    farm = FARM.client();
  }

  /** K18 */
  @Test
  void followsALogWhileTheJobWritesIt() throws IOException {
    var id = farm.submit(TALKS_FOR_TWO_SECONDS);

    var stream = farm.stream("/jobs/" + id + "/log?follow");
    try (var reader =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      var first = reader.readLine();
      var stateThen = farm.state(id);
      var rest = reader.lines().toList();

      assertThat(first).startsWith("line 1 ");
      assertThat(stateThen).isEqualTo("running");
      assertThat(rest.stream().map(LogStoryIT::number))
          .containsExactlyElementsOf(IntStream.rangeClosed(2, 40).boxed().toList());
    }
    assertThat(farm.state(id)).isEqualTo("succeeded");
  }

  private static int number(String line) {
    return Integer.parseInt(line.split(" ")[1]);
  }

  @Test
  void keepsTheWholeLogAndGivesAnyPartOfIt() {
    var id = farm.submit("{\"kind\":\"farm.chatter\",\"spec\":{\"lines\":5000,\"width\":99}}");
    farm.awaitFinal(id);
    Deadline.until("the log being complete", () -> isComplete(id));

    var whole = farm.get("/jobs/" + id + "/log").body();
    var part = farm.get("/jobs/" + id + "/log", "Range", "bytes=100-299");
    var beyond = farm.get("/jobs/" + id + "/log", "Range", "bytes=500000-");

    assertThat(whole).hasSize(500_000);
    assertThat(whole.lines().map(LogStoryIT::number))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 5_000).boxed().toList());
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range")).contains("bytes 100-299/500000");
    assertThat(part.body()).isEqualTo(whole.substring(100, 300));
    assertThat(beyond.statusCode()).isEqualTo(416);
  }

  private boolean isComplete(String id) {
    var answer = farm.get("/jobs/" + id + "/log", "Range", "bytes=0-0");
    return answer.headers().firstValue("Forja-Log-Complete").equals(Optional.of("true"));
  }

  @Test
  void keepsTheLogsOfSeveralTalkersApart() {
    var ids =
        farm.batch(List.of(TALKS_FOR_TWO_SECONDS, TALKS_FOR_TWO_SECONDS, TALKS_FOR_TWO_SECONDS));

    for (var id : ids) {
      farm.awaitFinal(id);
      Deadline.until("the log being complete", () -> isComplete(id));
      assertThat(farm.get("/jobs/" + id + "/log").body().lines().map(LogStoryIT::number))
          .containsExactlyElementsOf(IntStream.rangeClosed(1, 40).boxed().toList());
    }
  }
}
