package forja.common.job;

/**
 * Which piece of work an executor carries out: for whom, and under which token a target may refuse
 * an older one.
 */
public record Work(JobId id, String customer, Token token) {}
