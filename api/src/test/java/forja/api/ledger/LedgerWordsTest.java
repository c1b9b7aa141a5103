package forja.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.JobChange;
import forja.common.job.JobId;
import forja.common.job.JobIds;
import forja.common.job.JobReport;
import forja.common.job.JobState;
import forja.common.job.ReportBundle;
import forja.common.job.Token;
import forja.common.wire.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The ledger's words, without a database. */
class LedgerWordsTest {
  private final JobIds ids = new JobIds(new ClockForTests());
  private final Instant now = new ClockForTests().instant();

  @Test
  void rendersEveryLegalTransitionAndNoOther() {
    var rendered = LedgerSql.transitions();

    for (var state : JobState.values()) {
      for (var change : JobChange.values()) {
        var row = "(%d::smallint, %d::smallint, ".formatted(state.code(), change.code());
        assertThat(rendered.contains(row)).isEqualTo(state.after(change).isPresent());
      }
    }
  }

  @Test
  void putsCodesAndParametersIntoSql() {
    var sql =
        LedgerSql.of(
            "select :a::int, 'HH24:MI', job.state from job where state = state.QUEUED or :a = :b2");

    assertThat(sql)
        .hasToString("select ?::int, 'HH24:MI', job.state from job where state = 2 or ? = ?");
  }

  @Test
  void foldsReportsWhateverTheirOrder() {
    var job = ids.next();
    var reports = new ArrayList<JobReport>();
    reports.add(new JobReport.Started(job, token(1), now));
    for (int number = 1; number <= 5; number++) {
      reports.add(new JobReport.Progressed(job, token(1), now, now, number, number * 10, "m"));
    }
    reports.add(new JobReport.Succeeded(job, token(1), now, now, 0, Map.of("a", 1)));
    reports.add(new JobReport.Started(job, token(2), now));
    var expected = TaleRounds.of(List.of(new ReportBundle("w", reports)));

    for (int seed = 0; seed < 50; seed++) {
      reports.add(reports.get(seed % reports.size()));
      Collections.shuffle(reports, new Random(seed));
      var rounds = TaleRounds.of(List.of(new ReportBundle("w", reports)));
      assertThat(words(rounds)).isEqualTo(words(expected));
    }
    assertThat(words(expected))
        .containsExactly(List.of("1.1.1 SUCCEEDED 5"), List.of("1.1.2 STARTED 0"));
  }

  private static List<List<String>> words(List<List<Tale>> rounds) {
    return rounds.stream()
        .map(round ->
            round.stream()
                .map(tale ->
                    tale.token()
                        + " "
                        + tale.change()
                        + " "
                        + tale.furthest().map(JobReport.Progressed::number).orElse(0))
                .toList())
        .toList();
  }

  private static Token token(int delivery) {
    return new Token(1, 1, delivery);
  }

  @Test
  void ordersPositionsAsTheDatabaseDoesAndReadsThemBack() {
    var low = new JobId(UUID.fromString("0190a000-0000-7000-8000-000000000000"));
    var high = new JobId(UUID.fromString("f190a000-0000-7000-8000-000000000000"));
    var ordered =
        List.of(
            FeedPosition.START,
            new FeedPosition(1, low, 1),
            new FeedPosition(1, low, 2),
            new FeedPosition(1, high, 1),
            FeedPosition.before(2),
            new FeedPosition(2, low, 1));

    assertThat(ordered).isSorted();
    assertThat(ordered)
        .allSatisfy(
            position -> assertThat(FeedPosition.parse(position.toString())).contains(position));
    assertThat(
            Stream.of("", "1-2-3", "x", "1--1", "99999999999999999999-" + low + "-1")
                .map(FeedPosition::parse))
        .allSatisfy(parsed -> assertThat(parsed).isEmpty());
  }

  @Test
  void replacesOnlyWhatTheDatabaseCannotHold() {
    assertThat(WorkerText.clean("a\0b\ud800c\udc00")).isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
    assertThat(WorkerText.clean("grün 😀")).isEqualTo("grün 😀");
    assertThat(WorkerText.micros(Instant.MAX)).isPositive();
    assertThat(WorkerText.micros(Instant.MIN)).isZero();
  }

  @Test
  void remembersHowManyHadComeBackATenthOfASecondAgo() {
    var window = new LaneWindow();
    assertThat(window.cameBefore(0)).isEqualTo(Long.MAX_VALUE);
    for (int tick = 0; tick <= 100; tick++) {
      window.read(tick * 10_000_000L, tick);
    }

    assertThat(window.cameBefore(1_000_000_000L)).isEqualTo(90);
  }

  @Test
  void letsJobsGoAheadALittleFasterThanTheyComeBack() {
    var window = new LaneWindow();
    assertThat(window.pace(0)).isEmpty();
    window.read(0, 5);
    assertThat(window.pace(100_000_000L)).isEmpty();
    for (int tick = 1; tick <= 40; tick++) {
      window.read(tick * 100_000_000L, 5 + tick);
    }

    assertThat(window.pace(4_000_000_000L)).contains(Duration.ofMillis(95));
  }

  @Test
  void letsNobodyGoAheadWhereNothingCameBackLately() {
    var window = new LaneWindow();
    window.read(0, 5);
    window.read(100_000_000L, 6);
    window.read(1_200_000_000L, 6);

    assertThat(window.pace(1_200_000_000L)).isEmpty();
  }

  @Test
  void tellsTheWorldInCloudEvents() {
    var job = ids.next();
    var event =
        new JobEvent(
            job,
            4,
            JobChange.SUCCEEDED,
            JobState.SUCCEEDED,
            token(1),
            now,
            Optional.of("w1"),
            Optional.of("{\"result\":{\"a\":1}}"));

    var json = Wire.tree(Wire.write(CloudEvent.of("farm.ping", event)));

    assertThat(json.get("specversion").asText()).isEqualTo("1.0");
    assertThat(json.get("id").asText()).isEqualTo(job + "/4");
    assertThat(json.get("type").asText()).isEqualTo("forja.job.succeeded");
    assertThat(json.get("time").asText()).isEqualTo("2030-01-01T12:00:00Z");
    assertThat(json.at("/data/result/a").asInt()).isEqualTo(1);
    assertThat(json.at("/data/worker").asText()).isEqualTo("w1");
    assertThat(json.at("/data/attempt").asInt()).isEqualTo(1);
  }
}
