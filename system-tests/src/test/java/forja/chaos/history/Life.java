package forja.chaos.history;

import forja.common.job.Token;
import java.time.Instant;

/**
 * A child process of an effect, and between which moments it was seen alive: it lived longer than
 * that, never shorter.
 */
public record Life(long pid, String worker, String job, Token token, Instant first, Instant last) {}
