package forja.api.ledger;

import forja.common.job.JobId;
import forja.common.job.Token;
import java.util.List;

/** Reads the logs of jobs; who may see a job is decided before, by {@link LedgerReader#find}. */
@SuppressWarnings("DoNotCallSuggester")
public final class LogReader {
  public LogReader(LedgerDatabase database) {}

  /** How much there is. */
  public JobLog log(JobRow job) {
    throw new IllegalStateException("being written");
  }

  /**
   * The bytes from the first offset (inclusive) to the second (exclusive), in the order of the log.
   */
  public byte[] bytes(JobId job, long from, long to) {
    throw new IllegalStateException("being written");
  }

  /**
   * What follows the given chunk, in order; (0.0.0, 0) asks from the start. Stops before a chunk
   * that is still on its way.
   */
  public List<LogPiece> after(JobId job, Token token, int sequence, int limit) {
    throw new IllegalStateException("being written");
  }
}
