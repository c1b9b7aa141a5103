package forja.worker;

import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.JobExecutor;
import forja.common.job.JobIds;
import forja.common.job.JobSpec;
import forja.common.job.Outcome;
import forja.common.job.Token;
import forja.common.job.Work;
import java.lang.reflect.Modifier;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every executor must do, whatever the work is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class JobExecutorContract<S extends JobSpec> {
  protected static final Duration DEADLINE = Duration.ofSeconds(10);

  private final JobIds ids = new JobIds(Clock.systemUTC());

  protected abstract JobExecutor<S> executor();

  /** Work that ends well, and soon. */
  protected abstract Stream<S> quickSpecs();

  /** Work that would go on for much longer than a test may take. */
  protected abstract Stream<S> endlessSpecs();

  protected Work work(int attempt, int release, int delivery) {
    return new Work(ids.next(), "main", new Token(attempt, release, delivery));
  }

  protected static Work again(Work work) {
    var token = work.token();
    return new Work(
        work.id(),
        work.customer(),
        new Token(token.attempt(), token.release(), token.delivery() + 1));
  }

  @ParameterizedTest
  @MethodSource("quickSpecs")
  void runsTwiceWithoutHarm(S spec) throws Exception {
    var work = work(1, 1, 1);

    assertThat(executor().execute(work, spec, new Heard())).isInstanceOf(Outcome.Succeeded.class);
    assertThat(executor().execute(again(work), spec, new Heard()))
        .isInstanceOf(Outcome.Succeeded.class);
  }

  @ParameterizedTest
  @MethodSource("endlessSpecs")
  void stopsWhenItIsInterrupted(S spec) throws Exception {
    var heard = new Heard();
    var result = new FutureTask<>(() -> executor().execute(work(1, 1, 1), spec, heard));
    var thread = Thread.ofVirtual().start(result);
    heard.awaitAnythingOrWaiting(thread);

    thread.interrupt();

    assertStopped(result);
  }

  @ParameterizedTest
  @MethodSource("endlessSpecs")
  void stopsWhenItWasInterruptedBeforeItBegan(S spec) throws Exception {
    var result =
        new FutureTask<>(() -> {
          Thread.currentThread().interrupt();
          return executor().execute(work(1, 1, 1), spec, new Heard());
        });
    Thread.ofVirtual().start(result);

    assertStopped(result);
  }

  private static void assertStopped(FutureTask<Outcome> result) throws Exception {
    try {
      var outcome = result.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
      Assertions.fail("answered " + outcome + " instead of letting the interrupt through");
    } catch (ExecutionException thrown) {
      assertThat(thrown).hasCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void isFinal() {
    assertThat(Modifier.isFinal(executor().getClass().getModifiers())).isTrue();
  }
}
