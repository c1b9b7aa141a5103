package forja.api.request;

import java.util.List;

/** What came of reading: the thing itself, or everything that is wrong with it. */
public sealed interface Reading<T> {

  /** It is as it should be. */
  record Good<T>(T value) implements Reading<T> {}

  /** It is not; there is at least one problem. */
  record Bad<T>(List<FieldProblem> problems) implements Reading<T> {
    public Bad {
      problems = List.copyOf(problems);
    }
  }
}
