package forja.routes.wiring;

import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.JobReport;
import forja.common.job.Token;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.client.ClientMessage;

/**
 * A message on a queue of jobs that is no job: its duplicate id may still tell which job it was to
 * be, so that the ledger does not release that one without end.
 */
final class UnreadableJob {
  /** {@code <job>:<attempt>:<release>}, as the sender of released jobs writes it. */
  private static final Pattern DUPLICATE_ID =
      Pattern.compile("([0-9a-f-]{36}):([0-9]{1,9}):([0-9]{1,9})");

  private UnreadableJob() {}

  /** It never began: the time told is that of its release. */
  static Optional<JobReport.Final> report(ClientMessage message, String reason) {
    var now = Instant.ofEpochMilli(message.getTimestamp());
    var id = message.getStringProperty(Message.HDR_DUPLICATE_DETECTION_ID);
    var receipt = new Receipt(message.getDeliveryCount(), Release.proofIn(message));
    return id == null ? Optional.empty() : report(id, receipt, reason, now);
  }

  /** What the message says of itself, beside its duplicate id. */
  record Receipt(int delivery, String proof) {

    private Token token(String attempt, String release) {
      return new Token(Integer.parseInt(attempt), Integer.parseInt(release), delivery, proof);
    }
  }

  static Optional<JobReport.Final> report(
      String duplicateId, Receipt receipt, String reason, Instant now) {
    var parts = DUPLICATE_ID.matcher(duplicateId);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      var job = JobId.of(parts.group(1));
      var token = receipt.token(parts.group(2), parts.group(3));
      var failure = new Failure(Failure.Kind.CRASHED, "forja.unreadable-job", reason);
      return Optional.of(new JobReport.Failed(job, token, now, now, 0, failure));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
