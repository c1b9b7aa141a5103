package forja.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import forja.api.request.FieldProblem.Code;
import forja.common.farm.Sleep;
import forja.common.job.Failure;
import forja.common.job.JobRequest;
import forja.common.job.Kinds;
import forja.common.job.RetryPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
  private final RequestReader reader = new RequestReader(new JobSchemas());

  @Test
  void readsARequestWithEveryField() {
    var request =
        good(
            """
            {"kind":"farm.sleep","spec":{"for":"PT2S"},"priority":5,"runAt":"2030-01-01T02:00:00+02:00",
             "timeLimit":"PT10M","retry":{"attempts":4,"backoff":"PT7S","factor":3,"ceiling":"PT2H","on":["lost","unavailable"]},"labels":{"team":"a"},"pool":"site-b"}
            """);

    assertThat(request.spec()).isEqualTo(new Sleep(Duration.ofSeconds(2)));
    assertThat(request.priority()).isEqualTo(5);
    assertThat(request.runAt()).contains(Instant.parse("2030-01-01T00:00:00Z"));
    assertThat(request.timeLimit()).isEqualTo(Duration.ofMinutes(10));
    assertThat(request.retry())
        .isEqualTo(
            new RetryPolicy(
                4,
                Duration.ofSeconds(7),
                3,
                Duration.ofHours(2),
                Set.of(Failure.Kind.UNAVAILABLE, Failure.Kind.LOST)));
    assertThat(request.labels()).isEqualTo(Map.of("team", "a"));
    assertThat(request.pool()).isEqualTo("site-b");
  }

  @Test
  void takesAWholeNumberHoweverItIsWritten() {
    assertThat(good("{\"kind\":\"farm.ping\",\"priority\":5.0}").priority()).isEqualTo(5);
    assertThat(good("{\"kind\":\"farm.ping\",\"priority\":1e1}").priority()).isEqualTo(10);
  }

  @Test
  void namesEveryWrongFieldAtOnce() {
    var problems =
        bad(
            """
            {"kind":"farm.sleep","spec":{"for":"P2D","more":1},"priority":500,"runAt":"soon","timeLimit":"P8D",
             "retry":{"attempts":0,"backoff":"PT2H","factor":11,"ceiling":"P2D","on":["lost","crashed"]},"labels":{"team":3},"pool":"A B","colour":"red"}
            """);

    assertThat(problems)
        .extracting(FieldProblem::pointer)
        .containsExactlyInAnyOrder(
            "/spec/more",
            "/spec/for",
            "/priority",
            "/runAt",
            "/timeLimit",
            "/retry/attempts",
            "/retry/backoff",
            "/retry/factor",
            "/retry/ceiling",
            "/retry/on/1",
            "/labels/team",
            "/pool",
            "/colour");
  }

  @Test
  void saysWhatWasExpectedAndWhatWasFound() {
    assertThat(bad("{\"kind\":\"farm.sleep\",\"spec\":{\"for\":\"two\"},\"priority\":500}"))
        .extracting(FieldProblem::detail)
        .containsExactlyInAnyOrder(
            "must be a duration such as PT2S or P1D, found \"two\"",
            "must be at most 100, found 500");
  }

  @Test
  void saysWhatStandsTwiceAndWhatANameIs() {
    assertThat(bad("{\"kind\":\"farm.ping\",\"locks\":[\"db\",\"web\",\"web\"]}"))
        .extracting(FieldProblem::detail)
        .containsExactly("must hold nothing twice, found again \"web\"");
    assertThat(bad("{\"kind\":\"farm.ping\",\"locks\":[\"../../x\"]}"))
        .singleElement()
        .extracting(FieldProblem::detail)
        .asString()
        .startsWith("must be a name such as db")
        .endsWith("found \"../../x\"");
  }

  @Test
  void namesWhatOnlyTheRecordsKnow() {
    var problems =
        bad(
            """
            {"kind":"farm.sleep","spec":{"for":"P2D"},"timeLimit":"P8D","retry":{"backoff":"PT2H"}}
            """);

    assertThat(problems)
        .extracting(FieldProblem::pointer)
        .containsExactlyInAnyOrder("/spec/for", "/timeLimit", "/retry/backoff");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"kind\":\"farm.ping\",\"kind\":\"farm.ping\"}           | /kind | DUPLICATE",
        "{\"kind\":\"farm.ping\",\"spec\":{\"echo\":\"a\",\"echo\":\"b\"}} | /spec/echo |"
            + " DUPLICATE",
        "{\"kind\":\"farm.nap\"}                                   | /kind | NOT_ALLOWED",
        "{\"kind\":7}                                              | /kind | NOT_ALLOWED",
        "{}                                                        | /kind | MISSING",
        "{\"kind\":\"farm.sleep\"}                                 | /spec/for | MISSING",
        "{\"kind\":\"farm.ping\",\"a/b~c\":1}                      | /a~1b~0c | UNKNOWN",
        "{\"kind\":\"farm.ping\",\"priority\":\"5\"}               | /priority | WRONG_TYPE",
        "{\"kind\":\"farm.ping\",\"priority\":5.5}                 | /priority | WRONG_TYPE",
        "{\"kind\":\"farm.ping\",\"priority\":null}                | /priority | WRONG_TYPE",
        "{\"kind\":\"farm.ping\",\"priority\":99999999999999999999} | /priority | OUT_OF_RANGE",
        "{\"kind\":\"farm.ping\",\"priority\":1e999}               | /priority | OUT_OF_RANGE",
        "{\"kind\":\"farm.ping\",\"priority\":1e300}               | /priority | OUT_OF_RANGE",
        "{\"kind\":\"farm.ping\",\"spec\":[]}                      | /spec | WRONG_TYPE",
        "{\"kind\":\"farm.ping\",\"spec\":{\"echo\":\"a\\u0000b\"}} | /spec/echo | BAD_CHARACTER",
        "{\"kind\":\"farm.ping\",\"spec\":{\"echo\":\"\\ud800\"}}  | /spec/echo | BAD_CHARACTER",
        "{\"kind\":\"farm.ping\",\"spec\":{\"echo\":\"\\udc00\\ud800\"}} | /spec/echo |"
            + " BAD_CHARACTER",
        "{\"kind\":\"farm.ping\",\"labels\":{\"x\":\"\\udfff\"}}   | /labels/x | BAD_CHARACTER",
        "{\"kind\":\"farm.ping\",\"labels\":{\"-x\":\"a\"}}        | /labels/-x | WRONG_FORMAT",
        "{\"kind\":\"farm.ping\",\"labels\":{\"x\\n\":\"a\"}}      | `/labels/x\n` | WRONG_FORMAT",
        "{\"kind\":\"farm.ping\",\"pool\":\"default\\n\"}          | /pool | WRONG_FORMAT",
        "{\"kind\":\"farm.ping\",\"locks\":[\"a/../b\"]}        | /locks/0 | WRONG_FORMAT",
        "{\"kind\":\"farm.ping\",\"locks\":[\"a//b\"]}          | /locks/0 | WRONG_FORMAT",
        "{\"kind\":\"farm.ping\",\"locks\":[\"a\",\"a\"]}     | /locks   | DUPLICATE",
        "{\"kind\":\"farm.ping\",\"retry\":{\"on\":[\"lost\",\"lost\"]}} | /retry/on | DUPLICATE",
        "{\"kind\":\"farm.ping\",\"locks\":[\"a/b/\"]}          | /locks/0 | WRONG_FORMAT",
        "{\"kind\":\"farm.ping\",\"locks\":[\"a/b\\n\"]}        | /locks/0 | WRONG_FORMAT",
        "{\"kind\":\"farm.ping\",\"timeLimit\":\"PT0S\"}           | /timeLimit | OUT_OF_RANGE",
        "{\"kind\":\"farm.ping\",\"timeLimit\":\"-PT5S\"}          | /timeLimit | WRONG_FORMAT",
        "{\"kind\":\"farm.ping\",\"timeLimit\":\"P999999999999999999999D\"} | /timeLimit |"
            + " WRONG_FORMAT",
        "{\"kind\":\"farm.ping\",\"runAt\":\"2030-02-30T00:00:00Z\"} | /runAt | WRONG_FORMAT",
        "{\"kind\":\"farm.fail\",\"spec\":{\"as\":\"lost\"}}       | /spec/as | NOT_ALLOWED",
        "{\"kind\":\"farm.chatter\",\"spec\":{\"lines\":0}}        | /spec/lines | OUT_OF_RANGE",
        "{\"kind\":\"farm.effect\",\"spec\":{\"target\":\"../etc\"}} | /spec/target | WRONG_FORMAT",
        "[]                                                        | `` | WRONG_TYPE",
        "null                                                      | `` | WRONG_TYPE",
        "7                                                         | `` | WRONG_TYPE",
      })
  void refuses(String json, String pointer, Code code) {
    assertThat(bad(json))
        .anySatisfy(problem -> {
          assertThat(problem.pointer()).isEqualTo(pointer == null ? "" : pointer);
          assertThat(problem.code()).isEqualTo(code);
          assertThat(problem.detail()).isNotBlank();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{]",
        "nul",
        "{\"kind\":\"farm.ping\"} {}",
        "{\"kind\":\"farm.ping\",}",
        "{'kind':1}",
        "{\"kind\":NaN}",
        "{\"kind\":01}",
        "\uFFFE{}",
        "{\"kind\":\"\u0000\"}",
        "{\"kind\":\"a\nb\"}"
      })
  void refusesWhatIsNoJsonAndSaysWhere(String text) {
    assertThat(bad(text)).singleElement().extracting(FieldProblem::code).isEqualTo(Code.MALFORMED);
  }

  @Test
  void saysLineAndColumn() {
    assertThat(bad("{\n  \"kind\" \"farm.ping\"}").getFirst().detail())
        .startsWith("line 2, column ");
  }

  @Test
  void saysWhereWhatWasLeftOpenBegan() {
    assertThat(bad("{\n  \"spec\": {").getFirst().detail())
        .contains("line: 2, column: ")
        .doesNotContain("Source");
  }

  @Test
  void refusesBytesThatAreNoText() {
    var overlong = new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'};
    var surrogate = new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'};
    var utf16 = "{\"kind\":\"farm.ping\"}".getBytes(StandardCharsets.UTF_16LE);

    assertThat(List.of(overlong, surrogate, utf16))
        .allSatisfy(bytes ->
            assertThat(bad(bytes))
                .singleElement()
                .extracting(FieldProblem::code)
                .isEqualTo(Code.MALFORMED));
  }

  @Test
  void refusesDeepNestingWithoutGoingDown() {
    var deep = "{\"kind\":\"farm.ping\",\"spec\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}";

    assertThat(bad(deep)).singleElement().extracting(FieldProblem::code).isEqualTo(Code.TOO_DEEP);
  }

  @Test
  void refusesNumbersAndNamesWithoutEnd() {
    assertThat(bad("{\"priority\":" + "9".repeat(50_000) + "}").getFirst().code())
        .isEqualTo(Code.TOO_LONG);
    assertThat(bad("{\"" + "n".repeat(60_000) + "\":1}").getFirst().code())
        .isEqualTo(Code.TOO_LONG);
  }

  @Test
  void takesTheExampleOfEveryKind() throws IOException {
    for (var kind : Kinds.postable()) {
      var name = "/forja/examples/" + kind.name() + ".json";
      try (var example = Objects.requireNonNull(getClass().getResourceAsStream(name), name)) {
        var text = new String(example.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(good(text).spec()).isInstanceOf(kind.spec());
      }
    }
  }

  private JobRequest good(String json) {
    return switch (reader.request(json.getBytes(StandardCharsets.UTF_8))) {
      case Reading.Good<JobRequest>(var request) -> request;
      case Reading.Bad<JobRequest>(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  private List<FieldProblem> bad(String json) {
    return bad(json.getBytes(StandardCharsets.UTF_8));
  }

  private List<FieldProblem> bad(byte[] bytes) {
    return switch (reader.request(bytes)) {
      case Reading.Good<JobRequest>(var request) ->
          throw new AssertionError("was taken: " + request);
      case Reading.Bad<JobRequest>(var problems) -> problems;
    };
  }
}
