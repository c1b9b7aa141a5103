package forja.common.secret;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import forja.common.job.Failure;
import java.time.Instant;
import java.util.UUID;

/** What the api says to a worker that asked for secrets. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SecretAnswer.Told.class, name = "told"),
  @JsonSubTypes.Type(value = SecretAnswer.Refused.class, name = "refused"),
})
public sealed interface SecretAnswer {
  /** The id of the order that it answers. */
  UUID order();

  /** The values, sealed for the key of the order; not to be used after the given time. */
  record Told(UUID order, Instant until, byte[] publicKey, byte[] sealed) implements SecretAnswer {}

  /** No values, and what the job fails with. */
  record Refused(UUID order, Failure failure) implements SecretAnswer {}
}
