package forja.common.job;

/**
 * Which piece of work an executor carries out: for whom, under which token a target may refuse an
 * older one, and how long it may go on.
 */
public record Work(JobId id, String customer, Token token, Hold hold) {
  public Work(JobId id, String customer, Token token) {
    this(id, customer, token, Hold.FOR_EVER);
  }
}
