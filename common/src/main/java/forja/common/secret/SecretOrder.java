package forja.common.secret;

import forja.common.job.JobId;
import forja.common.job.Require;
import forja.common.job.Token;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A worker that holds a job asks for the secrets it names; the answer is for the owner of this
 * public key alone. May be sent more than once under the same id.
 */
public record SecretOrder(
    UUID id,
    String worker,
    JobId job,
    Token token,
    Instant sentAt,
    byte[] publicKey,
    List<String> names) {
  private static final int LONGEST_KEY = 100;

  public SecretOrder {
    Require.that(id != null, "id", "is missing");
    Require.that(worker != null, "worker", "is missing");
    Require.that(job != null, "job", "is missing");
    Require.that(token != null, "token", "is missing");
    Require.that(sentAt != null, "sentAt", "is missing");
    Require.that(
        publicKey != null && publicKey.length <= LONGEST_KEY, "publicKey", "is not a public key");
    Require.that(names != null && !names.isEmpty(), "names", "are missing");
    names = SecretName.require(names, "names");
  }

  /** What an answer to it is about: it fits no other order, attempt or worker. */
  String about() {
    return String.join(
        " ", "forja secrets", id.toString(), worker, job.toString(), token.toString());
  }
}
