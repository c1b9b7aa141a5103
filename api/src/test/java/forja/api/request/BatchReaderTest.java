package forja.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import forja.api.request.FieldProblem.Code;
import forja.common.job.JobRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchReaderTest {
  private static final String PING = "{\"kind\":\"farm.ping\"}";
  private final BatchReader reader = new BatchReader(new RequestReader(new JobSchemas()));

  @Test
  void readsLinesAndSkipsEmptyOnes() {
    assertThat(good(reader.lines(bytes("\n" + PING + "\r\n  \n" + PING)))).hasSize(2);
  }

  @Test
  void readsAnArray() {
    assertThat(good(reader.array(bytes("[" + PING + "," + PING + "]")))).hasSize(2);
  }

  @Test
  void namesEveryWrongLineByItsIndex() {
    var problems =
        bad(
            reader.lines(
                bytes(PING + "\n\n{\"kind\":\n" + PING + "\n{\"kind\":\"farm.sleep\",\"x\":1}")));

    assertThat(problems)
        .extracting(FieldProblem::pointer)
        .containsExactly("/1", "/3/x", "/3/spec/for");
    assertThat(problems.getFirst().detail()).startsWith("line 3, column ");
  }

  @Test
  void namesEveryWrongElementByItsIndex() {
    var problems =
        bad(reader.array(bytes("[" + PING + ",{},7,{\"kind\":\"farm.ping\",\"priority\":1e999}]")));

    assertThat(problems)
        .extracting(FieldProblem::pointer)
        .containsExactlyInAnyOrder("/1/kind", "/2", "/3/priority");
  }

  @Test
  void takesTenThousandRowsAndNotOneMore() {
    assertThat(good(reader.lines(bytes((PING + "\n").repeat(10_000))))).hasSize(10_000);
    assertThat(bad(reader.lines(bytes((PING + "\n").repeat(10_001)))))
        .containsExactly(new FieldProblem("", "must hold at most 10000 requests", Code.TOO_MANY));
    assertThat(bad(reader.array(bytes("[" + (PING + ",").repeat(10_000) + PING + "]"))))
        .containsExactly(new FieldProblem("", "must hold at most 10000 requests", Code.TOO_MANY));
  }

  @Test
  void namesEachOfManyWrongRowsAtLeastOnce() {
    var wrong = "{\"kind\":\"farm.nap\",\"a\":1,\"b\":2}\n";

    var problems = bad(reader.lines(bytes(wrong.repeat(5_000))));

    assertThat(problems).hasSizeLessThan(8_000);
    assertThat(problems.stream().map(problem -> problem.pointer().split("/")[1]).distinct())
        .hasSize(5_000);
  }

  @Test
  void refusesWhatHoldsNothing() {
    assertThat(List.of(reader.lines(bytes("\n \n")), reader.array(bytes("[]"))))
        .allSatisfy(reading -> assertThat(bad(reading).getFirst().code()).isEqualTo(Code.TOO_FEW));
    assertThat(bad(reader.array(bytes(PING))).getFirst().code()).isEqualTo(Code.MALFORMED);
    assertThat(bad(reader.array(bytes("[" + PING))).getFirst().code()).isEqualTo(Code.MALFORMED);
  }

  @Test
  void refusesARowThatIsTooLargeToBeATree() {
    assertThat(bad(reader.array(bytes("[[" + "{},".repeat(200_000) + "1]]"))).getFirst().code())
        .isEqualTo(Code.TOO_LONG);
    assertThat(bad(reader.lines(bytes("[" + "{},".repeat(200_000) + "1]"))).getFirst().code())
        .isEqualTo(Code.TOO_LONG);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<JobRequest> good(Reading<List<JobRequest>> reading) {
    return switch (reading) {
      case Reading.Good<List<JobRequest>>(var rows) -> rows;
      case Reading.Bad<List<JobRequest>>(var problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private static List<FieldProblem> bad(Reading<List<JobRequest>> reading) {
    return switch (reading) {
      case Reading.Good<List<JobRequest>>(var rows) ->
          throw new AssertionError("taken: " + rows.size());
      case Reading.Bad<List<JobRequest>>(var problems) -> problems;
    };
  }
}
