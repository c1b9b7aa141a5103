package forja.cli.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProblemTest {

  @Test
  void isOneSentenceAndOneLineForEachWrongField() {
    var problem =
        problem(
            400,
            """
            {"type":"/problems/invalid-body","title":"The body is wrong","status":400,
             "detail":"2 fields are wrong",
             "errors":[{"pointer":"/spec/for","detail":"is missing","code":"required"},
                       {"pointer":"/query/limit","detail":"must be 1 to 200","code":"range"}]}\
            """);

    assertThat(problem.lines())
        .containsExactly(
            "The body is wrong: 2 fields are wrong.",
            "  spec/for: is missing",
            "  query/limit: must be 1 to 200");
  }

  @Test
  void saysHowToLogIn() {
    assertThat(problem(401, "{\"title\":\"Who are you?\"}").lines())
        .containsExactly("Who are you?", "  say who you are: forja login, or FORJA_TOKEN");
    var wrong = "{\"type\":\"/problems/wrong-login\",\"title\":\"This is no login\"}";
    assertThat(problem(401, wrong).lines()).containsExactly("This is no login.");
  }

  @Test
  void showsNoPageOfSomebodyElse() {
    assertThat(problem(502, "<html>Bad Gateway</html>").lines())
        .containsExactly("The answer was HTTP 502.");
  }

  @Test
  void cannotMoveTheCursor() {
    assertThat(problem(400, "{\"title\":\"\\u001b[2J\"}").lines()).containsExactly("\\x1b[2J.");
  }

  private static Problem problem(int status, String body) {
    return Problem.of(status, body.getBytes(StandardCharsets.UTF_8));
  }
}
