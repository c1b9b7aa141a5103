package forja.routes.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import forja.common.farm.Chatter;
import forja.common.farm.FarmSpec;
import forja.common.farm.Ping;
import forja.common.job.Failure;
import forja.common.job.JobExecutor;
import forja.common.job.JobId;
import forja.common.job.Outcome;
import forja.common.job.Progress;
import forja.common.job.Token;
import forja.common.job.Work;
import forja.common.secret.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SecretiveExecutorTest {
  private static final String VALUE = "hunter22";
  private static final FarmSpec SPEC = new Chatter(1, 10, null, List.of("db"));
  private static final Work WORK =
      new Work(JobId.of("0198c0de-0000-7000-8000-000000000001"), "main", new Token(1, 1, 1));

  private final List<String> lines = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private final Progress progress =
      new Progress() {
        @Override
        public void reached(int percent, String message) {
          messages.add(message);
        }

        @Override
        public void log(String line) {
          lines.add(line);
        }
      };

  @Test
  void givesTheExecutorWhatTheSpecNames() throws Exception {
    var given = new AtomicReference<String>();

    execute((work, _, _) -> {
      given.set(work.secrets().text("db"));
      return Outcome.succeeded(Map.of());
    });

    assertThat(given).hasValue(VALUE);
  }

  @Test
  void wipesThemWhenTheWorkHasEnded() throws Exception {
    var kept = new AtomicReference<Secrets>();

    execute((work, _, _) -> {
      kept.set(work.secrets());
      return Outcome.succeeded(Map.of());
    });

    assertThatIllegalStateException().isThrownBy(() -> kept.get().text("db"));
  }

  @Test
  void asksForNothingWhenTheSpecNamesNothing() throws Exception {
    var executor =
        new SecretiveExecutor<FarmSpec>(
            (work, _, _) -> {
              assertThat(work).isSameAs(WORK);
              return Outcome.succeeded(Map.of());
            },
            (_, _) -> {
              throw new AssertionError("asked");
            });

    assertThat(executor.execute(WORK, new Ping("hi"), progress))
        .isEqualTo(Outcome.succeeded(Map.of()));
  }

  @Test
  void doesNotBeginWithoutTheSecrets() throws Exception {
    var failure = new Failure(Failure.Kind.REJECTED, "x.y", "there is no secret db");
    var executor =
        new SecretiveExecutor<FarmSpec>(
            (_, _, _) -> {
              throw new AssertionError("begun");
            },
            (_, _) -> new SecretSource.Fetched.Failed(failure));

    assertThat(executor.execute(WORK, SPEC, progress)).isEqualTo(new Outcome.Failed(failure));
  }

  @Test
  void masksLinesAlsoWhenAValueStandsInTwoOfThem() throws Exception {
    var several = "first-part\nsecond-part";
    execute(
        several,
        (_, _, told) -> {
          told.log("a first-part");
          told.log("second-part b");
          told.log("plain");
          return Outcome.succeeded(Map.of());
        });

    assertThat(lines).containsExactly("a *** b", "plain");
  }

  @Test
  void tellsTheRestOfALineThatLookedLikeAValue() throws Exception {
    var several = "part\nsecond-part";
    execute(
        several,
        (_, _, told) -> {
          told.log("a part");
          return Outcome.succeeded(Map.of());
        });

    assertThat(lines).containsExactly("a part");
  }

  @Test
  void masksProgressAndResult() throws Exception {
    var outcome =
        execute((_, _, told) -> {
          told.reached(1, "with " + VALUE);
          return Outcome.succeeded(Map.of("url", "https://u:" + VALUE + "@host"));
        });

    assertThat(messages).containsExactly("with ***");
    assertThat(outcome).isEqualTo(Outcome.succeeded(Map.of("url", "https://u:***@host")));
  }

  @Test
  void masksFailures() throws Exception {
    var outcome =
        execute((_, _, _) ->
            new Outcome.Failed(new Failure(Failure.Kind.WORK_FAILED, "x.y", "refused " + VALUE)));

    assertThat(outcome)
        .isEqualTo(new Outcome.Failed(new Failure(Failure.Kind.WORK_FAILED, "x.y", "refused ***")));
  }

  @Test
  void masksWhatAnExecutorThrows() throws Exception {
    var outcome =
        execute((_, _, _) -> {
          throw new IllegalArgumentException("cannot parse " + VALUE);
        });

    assertThat(outcome)
        .isEqualTo(
            new Outcome.Failed(
                new Failure(
                    Failure.Kind.CRASHED,
                    "forja.crashed",
                    "java.lang.IllegalArgumentException: cannot parse ***")));
  }

  private Outcome execute(JobExecutor<FarmSpec> executor) throws InterruptedException {
    return execute(VALUE, executor);
  }

  private Outcome execute(String value, JobExecutor<FarmSpec> executor)
      throws InterruptedException {
    SecretSource source =
        (_, names) -> {
          assertThat(names).containsExactly("db");
          return new SecretSource.Fetched.Told(new Secrets(Map.of("db", value.getBytes(UTF_8))));
        };
    return new SecretiveExecutor<>(executor, source).execute(WORK, SPEC, progress);
  }
}
