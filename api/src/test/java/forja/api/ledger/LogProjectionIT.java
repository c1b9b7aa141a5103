package forja.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.JobId;
import forja.common.job.JobReport;
import forja.common.job.LogBundle;
import forja.common.job.LogChunk;
import forja.common.job.Token;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogProjectionIT {
  private static final Token START = new Token(0, 0, 0);

  private LedgerForTests farm;
  private LogReader logs;

  @BeforeAll
  void open() {
    farm = new LedgerForTests(LogProjectionIT.class);
    logs = new LogReader(farm.database);
  }

  @AfterAll
  void close() {
    farm.close();
  }

  @Test
  void keepsTheOrderOfALogThatArrivesShuffledAndTwice() {
    var job = farm.released();
    var chunks = new ArrayList<LogChunk>();
    var whole = new StringBuilder();
    for (int sequence = 1; sequence <= 200; sequence++) {
      var text = "zeile %d äöü\n".formatted(sequence);
      whole.append(text);
      chunks.add(chunk(job, new Token(1, 1, 1), sequence, text));
      chunks.add(chunks.getLast());
    }
    Collections.shuffle(chunks, new Random(1));

    var projection = new LogProjection(farm.database, farm.bell, LogProjection.DEFAULT_BUDGET);
    for (int from = 0; from < chunks.size(); from += 50) {
      projection.apply(List.of(new LogBundle("w1", chunks.subList(from, from + 50))));
    }

    var bytes = whole.toString().getBytes(StandardCharsets.UTF_8);
    assertThat(logs.log(farm.row(job)).bytes()).isEqualTo(bytes.length);
    assertThat(logs.bytes(job, 0, Long.MAX_VALUE)).isEqualTo(bytes);
    assertThat(logs.bytes(job, 1_000, 1_500)).isEqualTo(Arrays.copyOfRange(bytes, 1_000, 1_500));
    assertThat(logs.after(farm.row(job), START, 0, 1_000)).hasSize(200);
    assertThat(logs.after(farm.row(job), new Token(1, 1, 1), 198, 10))
        .extracting(LogPiece::sequence)
        .containsExactly(199, 200);
  }

  @Test
  void saysWhatIsMissing() {
    var job = farm.released();
    var token = new Token(1, 1, 1);
    var projection = new LogProjection(farm.database, farm.bell, LogProjection.DEFAULT_BUDGET);
    projection.apply(
        List.of(
            new LogBundle("w1", List.of(chunk(job, token, 1, "a"), chunk(job, token, 3, "c")))));
    assertThat(logs.after(farm.row(job), START, 0, 10))
        .extracting(LogPiece::text)
        .containsExactly("a");
    assertThat(logs.log(farm.row(job)).complete()).isFalse();

    var now = farm.clock.instant();
    farm.report(new JobReport.Succeeded(job, token, now, now, 3, Map.of()));
    assertThat(logs.log(farm.row(job)).missing()).containsExactly(2);
    assertThat(logs.log(farm.row(job)).complete()).isFalse();

    projection.apply(List.of(new LogBundle("w1", List.of(chunk(job, token, 2, "b")))));
    assertThat(logs.log(farm.row(job)).complete()).isTrue();
    assertThat(logs.after(farm.row(job), START, 0, 10))
        .extracting(LogPiece::text)
        .containsExactly("a", "b", "c");
  }

  @Test
  void passesOverAGapThatWillNotBeFilled() {
    var job = farm.released();
    var projection = new LogProjection(farm.database, farm.bell, LogProjection.DEFAULT_BUDGET);
    projection.apply(List.of(new LogBundle("w1", List.of(chunk(job, new Token(1, 1, 1), 2, "b")))));
    farm.report(farm.succeeded(job, 1));
    assertThat(logs.after(farm.row(job), START, 0, 10)).isEmpty();

    farm.execute(
        "update job set finished_at = now() - interval '6 s' where id = '%s'".formatted(job));

    assertThat(logs.after(farm.row(job), START, 0, 10))
        .extracting(LogPiece::text)
        .containsExactly("b");
  }

  @Test
  void cutsALogThatHasUsedUpItsBudget() {
    var job = farm.released();
    var other = farm.released();
    var token = new Token(1, 1, 1);
    var projection = new LogProjection(farm.database, farm.bell, 100);

    for (int sequence = 1; sequence <= 10; sequence++) {
      projection.apply(
          List.of(new LogBundle("w1", List.of(chunk(job, token, sequence, "x".repeat(30))))));
    }
    projection.apply(List.of(new LogBundle("w1", List.of(chunk(other, token, 1, "fine")))));

    var log = logs.log(farm.row(job));
    assertThat(log.cut()).isTrue();
    var text = new String(logs.bytes(job, 0, 10_000), StandardCharsets.UTF_8);
    assertThat(text).startsWith("x".repeat(90) + "[the log ends here").endsWith("bytes]\n");
    assertThat(projection.dropped()).isEqualTo(7);
    assertThat(logs.log(farm.row(other)).cut()).isFalse();
  }

  @Test
  void keepsNothingForAJobThatDoesNotExist() {
    var projection = new LogProjection(farm.database, farm.bell, 100);
    var nobody = farm.ids.next();

    projection.apply(List.of(new LogBundle("w1", List.of(chunk(nobody, START, 1, "x\0")))));

    assertThat(logs.bytes(nobody, 0, 10)).isEmpty();
  }

  private LogChunk chunk(JobId job, Token token, int sequence, String text) {
    return new LogChunk(job, token, sequence, farm.clock.instant(), text);
  }
}
