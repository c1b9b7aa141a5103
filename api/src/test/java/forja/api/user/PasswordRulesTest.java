package forja.api.user;

import static org.assertj.core.api.Assertions.assertThat;

import forja.api.request.FieldProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"correct-horse-battery", "12345678901x", "     a b c d e", "пароль-пароль"})
  void takesWhatIsLong(String password) {
    assertThat(PasswordRules.problems(password, "anna")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "short-words", "aaaaaaaaaaaaaaaa", "abcdabcdabcdabcd", "annaAnnaANNA1"})
  void refusesWhatIsShortOrAlmostNothing(String password) {
    assertThat(PasswordRules.problems(password, "anna"))
        .singleElement()
        .extracting(FieldProblem::pointer)
        .isEqualTo("/password");
  }

  @Test
  void countsCharactersAndNotTheirHalves() {
    var eleven = "\uD83D\uDD11".repeat(6) + "abcde";

    assertThat(PasswordRules.problems(eleven, "anna")).isNotEmpty();
    assertThat(PasswordRules.problems(eleven + "f", "anna")).isEmpty();
    assertThat(PasswordRules.problems("abcdefgh".repeat(25), "anna")).isEmpty();
    assertThat(PasswordRules.problems("abcdefgh".repeat(25) + "i", "anna")).isNotEmpty();
  }
}
