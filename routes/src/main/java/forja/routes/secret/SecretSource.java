package forja.routes.secret;

import forja.common.job.Failure;
import forja.common.job.Work;
import forja.common.secret.Secrets;
import java.util.List;

/** Where a worker gets the secrets that a job names. */
@FunctionalInterface
public interface SecretSource {

  /** Asked while the worker holds the job; whoever gets secrets wipes them. */
  Fetched fetch(Work work, List<String> names) throws InterruptedException;

  /** What came of it. */
  sealed interface Fetched {

    /** All that were asked for. */
    record Told(Secrets secrets) implements Fetched {}

    /** None of them, and what the job fails with. */
    record Failed(Failure failure) implements Fetched {}
  }
}
