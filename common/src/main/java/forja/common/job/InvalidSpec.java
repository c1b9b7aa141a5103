package forja.common.job;

import java.util.List;

/**
 * A caller asked for something that cannot be a job. Becomes a problem document with a pointer to
 * the field.
 */
public final class InvalidSpec extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;

  public InvalidSpec(String field, String problem) {
    super(problem);
    this.field = field;
  }

  /** The path of the field as it is named in JSON, with slashes: {@code retry/attempts}. */
  public String field() {
    return field;
  }

  /** The same problem, seen from the record that holds this one under the given names. */
  public InvalidSpec under(List<String> parents) {
    return parents.isEmpty()
        ? this
        : new InvalidSpec(String.join("/", parents) + "/" + field, getMessage());
  }
}
