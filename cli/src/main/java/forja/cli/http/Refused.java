package forja.cli.http;

/** The api answered, and the answer is no. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public Refused(Problem problem) {
    super(problem.lines().getFirst());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }

  /** The token is not, or no longer, good. */
  public boolean saysUnknown() {
    return problem.status() == 401;
  }

  /** There is no such thing, or none for us. */
  public boolean saysAbsent() {
    return problem.status() == 404;
  }

  /** The api is there and cannot just now. */
  public boolean passes() {
    return problem.status() == 429 || problem.status() == 503;
  }
}
