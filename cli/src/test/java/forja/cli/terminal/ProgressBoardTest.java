package forja.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressBoardTest {
  private static final Look PLAIN = new Look(false, false);
  private static final Look FULL = new Look(true, true);

  @Test
  void showsStatePercentTimeAndMessage() {
    var job = new JobLine("nap", "running", 50, "half of it", 1, Duration.ofMillis(1200));

    assertThat(new ProgressBoard(PLAIN, 80, 10).lines(List.of(job)))
        .containsExactly("| nap  ############............  50%  running     1.2s  half of it");
  }

  @Test
  void namesTheAttemptOnlyWhenThereWasAnotherOne() {
    var job = new JobLine("nap", "scheduled", 0, "", 2, Duration.ZERO);

    assertThat(new ProgressBoard(PLAIN, 80, 10).lines(List.of(job)).getFirst())
        .endsWith("attempt 2");
  }

  @Test
  void noLineIsWiderThanTheRoom() {
    var message = "a very long message 日本語 with wide letters that goes on and on and on";
    var job = new JobLine("a name that is long", "cancelling", 33, message, 3, Duration.ZERO);

    for (var width = 10; width < 160; width++) {
      var line = new ProgressBoard(new Look(false, true), width, 10).lines(List.of(job)).getFirst();
      assertThat(Columns.width(line)).isLessThanOrEqualTo(width);
    }
  }

  @Test
  void drawsPartsOfACell() {
    var job = new JobLine("nap", "running", 3, "", 1, Duration.ZERO);

    assertThat(new ProgressBoard(FULL, 80, 10).lines(List.of(job)).getFirst()).contains("▋");
  }

  @Test
  void keepsTheOnesThatAreGoingOnWhenThereIsNoRoomForAll() {
    var jobs =
        IntStream.range(0, 20)
            .mapToObj(number ->
                new JobLine(
                    "job" + number,
                    number == 19 ? "running" : "succeeded",
                    100,
                    "",
                    1,
                    Duration.ZERO))
            .toList();

    var lines = new ProgressBoard(PLAIN, 80, 3).lines(jobs);

    assertThat(lines).hasSize(4);
    assertThat(lines.getFirst()).contains("job19");
    assertThat(lines.getLast()).isEqualTo("20 jobs: 1 running, 19 succeeded");
  }

  @Test
  void aMessageCannotMoveTheCursor() {
    var job = new JobLine("nap", "running", 3, "\u001b[2J\nhello", 1, Duration.ZERO);

    assertThat(new ProgressBoard(PLAIN, 100, 10).lines(List.of(job)).getFirst())
        .endsWith("\\x1b[2J\\nhello");
  }
}
