package forja.common.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Map;

/**
 * What a worker says about a piece of work. Every report carries when the work began, so that any
 * one of them may be the first to arrive.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JobReport.Started.class, name = "started"),
  @JsonSubTypes.Type(value = JobReport.Progressed.class, name = "progressed"),
  @JsonSubTypes.Type(value = JobReport.Succeeded.class, name = "succeeded"),
  @JsonSubTypes.Type(value = JobReport.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = JobReport.Cancelled.class, name = "cancelled"),
  @JsonSubTypes.Type(value = JobReport.HandedBack.class, name = "handed-back"),
})
public sealed interface JobReport {
  JobId job();

  Token token();

  Instant startedAt();

  /** When what is reported happened. */
  default Instant at() {
    return switch (this) {
      case Started started -> started.startedAt();
      case Progressed progressed -> progressed.now();
      case Final end -> end.endedAt();
    };
  }

  /** What this report does to the job, before the ledger looks at its retry policy. */
  default JobChange change() {
    return switch (this) {
      case Started _ -> JobChange.STARTED;
      case Progressed _ -> JobChange.PROGRESSED;
      case Succeeded _ -> JobChange.SUCCEEDED;
      case Failed _ -> JobChange.FAILED;
      case Cancelled _ -> JobChange.CANCELLED;
      case HandedBack _ -> JobChange.HANDED_BACK;
    };
  }

  /** Work began. */
  record Started(JobId job, Token token, Instant startedAt) implements JobReport {}

  /** Work goes on; the number grows within a token, and the highest one tells the truth. */
  record Progressed(
      JobId job,
      Token token,
      Instant startedAt,
      Instant now,
      int number,
      int percent,
      String message)
      implements JobReport {}

  /**
   * The last report of a piece of work; it names the last log chunk, so that a gap in the log
   * shows.
   */
  sealed interface Final extends JobReport {
    Instant endedAt();

    int logChunks();
  }

  /** The work is done. */
  record Succeeded(
      JobId job,
      Token token,
      Instant startedAt,
      Instant endedAt,
      int logChunks,
      Map<String, Object> result)
      implements Final {}

  /** The work is not done, for this reason. */
  record Failed(
      JobId job, Token token, Instant startedAt, Instant endedAt, int logChunks, Failure failure)
      implements Final {}

  /** The work was seen to stop, as somebody had asked. */
  record Cancelled(JobId job, Token token, Instant startedAt, Instant endedAt, int logChunks)
      implements Final {}

  /** The worker gives the job back, to be released again. */
  record HandedBack(JobId job, Token token, Instant startedAt, Instant endedAt, int logChunks)
      implements Final {}
}
