package forja.common.job;

import forja.common.secret.Secrets;

/**
 * Which piece of work an executor carries out: for whom, under which token a target may refuse an
 * older one, how long it may go on, and the secrets that its spec names.
 */
public record Work(JobId id, String customer, Token token, Hold hold, Secrets secrets) {
  public Work(JobId id, String customer, Token token) {
    this(id, customer, token, Hold.FOR_EVER);
  }

  public Work(JobId id, String customer, Token token, Hold hold) {
    this(id, customer, token, hold, Secrets.NONE);
  }

  /** The same work, now that its secrets are there. */
  public Work with(Secrets told) {
    return new Work(id, customer, token, hold, told);
  }
}
