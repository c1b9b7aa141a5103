package forja.api.store;

import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What {@code If-Match} and {@code If-None-Match} say about the version of an item. */
record Precondition(Optional<List<String>> match, Optional<List<String>> noneMatch) {
  private static final String ANY = "*";
  private static final Pattern TAGS =
      Pattern.compile("\\*|(W/)?\"[\\x21\\x23-\\x7e]*\"(\\s*,\\s*(W/)?\"[\\x21\\x23-\\x7e]*\")*");

  static Precondition of(Optional<String> match, Optional<String> noneMatch) {
    return new Precondition(
        match.map(text -> tags("If-Match", text)),
        noneMatch.map(text -> tags("If-None-Match", text)));
  }

  static String tag(long version) {
    return "\"" + version + "\"";
  }

  /** Whether a reader has this version already. */
  boolean isKnown(long version) {
    return noneMatch.stream()
        .flatMap(List::stream)
        .anyMatch(tag -> tag.equals(ANY) || tag.replaceFirst("^W/", "").equals(tag(version)));
  }

  /** Ends a change of what is not as its caller believes. */
  void require(long version) {
    boolean isWanted =
        match.isEmpty() || match.get().contains(ANY) || match.get().contains(tag(version));
    if (!isWanted || isKnown(version)) {
      throw new Problem(
          ProblemType.PRECONDITION_FAILED, "it has the version " + version + " by now");
    }
  }

  private static List<String> tags(String header, String text) {
    if (text.length() > 1_000 || !TAGS.matcher(text.strip()).matches()) {
      throw Problem.of(
          ProblemType.INVALID_HEADER,
          new FieldProblem("/header/" + header, "must hold tags such as \"7\"", Code.WRONG_FORMAT));
    }
    return Arrays.stream(text.split(",")).map(String::strip).toList();
  }
}
