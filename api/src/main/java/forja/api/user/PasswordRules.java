package forja.api.user;

import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
import java.util.List;
import java.util.Locale;

/**
 * What a password must be: long. No signs are asked for; what cannot be told from nothing at all is
 * refused.
 */
final class PasswordRules {
  static final int SHORTEST = 12;
  static final int LONGEST = 200;
  private static final int FEWEST_LETTERS = 5;

  private PasswordRules() {}

  /** The name of the user may be empty when it is not known. */
  static List<FieldProblem> problems(String password, String user) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST) {
      return problem("must be at least " + SHORTEST + " characters", Code.OUT_OF_RANGE);
    }
    if (length > LONGEST) {
      return problem("must be at most " + LONGEST + " characters", Code.TOO_LONG);
    }
    if (password.codePoints().distinct().count() < FEWEST_LETTERS) {
      return problem(
          "must have at least " + FEWEST_LETTERS + " different characters", Code.NOT_ALLOWED);
    }
    return isName(password, user)
        ? problem("must not be made of the user's name", Code.NOT_ALLOWED)
        : List.of();
  }

  private static boolean isName(String password, String user) {
    return !user.isEmpty()
        && password.toLowerCase(Locale.ROOT).replace(user.toLowerCase(Locale.ROOT), "").length()
            < FEWEST_LETTERS;
  }

  private static List<FieldProblem> problem(String detail, Code code) {
    return List.of(FieldProblem.at("password", detail, code));
  }
}
