package forja.worker.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.common.farm.Effect;
import forja.common.farm.Ping;
import forja.common.job.Failure;
import forja.common.job.JobIds;
import forja.common.job.Outcome;
import forja.common.job.Token;
import forja.common.job.Work;
import forja.routes.wiring.Fence;
import forja.worker.Heard;
import forja.worker.process.ChildProcesses;
import forja.worker.process.Drill;
import forja.worker.process.ProcTable;
import forja.worker.process.ProcessRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The children of an effect end with it, and when they do not, that is what is told. */
class EffectTreeTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LIFE = Duration.ofSeconds(10);
  private static final JobIds IDS = new JobIds(Clock.systemUTC());

  @TempDir Path effects;

  private final ProcTable table = new ProcTable();
  private final Work work = new Work(IDS.next(), "main", new Token(1, 1, 1));

  @AfterEach
  void leaveNothing() {
    living(work)
        .forEach(child -> ProcessHandle.of(child.id()).ifPresent(ProcessHandle::destroyForcibly));
  }

  private FarmExecutor executor(Drill drill) {
    return new FarmExecutor(
        effects, Clock.systemUTC(), new ChildProcesses(LIFE, table, drill), Fence.of(LIFE));
  }

  private FutureTask<Outcome> begin(FarmExecutor executor, Effect spec) {
    var result = new FutureTask<>(() -> executor.execute(work, spec, new Heard()));
    var thread = Thread.ofVirtual().start(result);
    await()
        .until(() ->
            lives(spec).stream().filter(line -> line.startsWith("child ")).count()
                == spec.processes());
    thread.interrupt();
    return result;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leavesNoChildWhenItIsToldToStop(boolean stubborn) throws Exception {
    var spec = new Effect("drill", HOUR, 5, stubborn);

    var result = begin(executor(Drill.NONE), spec);

    assertThat(result)
        .failsWithin(LIFE)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(InterruptedException.class);
    assertThat(living(work)).isEmpty();
    assertThat(lines(spec)).hasSize(1).allMatch(line -> line.startsWith("begin " + work.id()));
  }

  @Test
  void tellsTheLivesOfItsChildrenAndEndsAfterThem() throws Exception {
    var spec = new Effect("drill", Duration.ofSeconds(1), 4, false);

    assertThat(executor(Drill.NONE).execute(work, spec, new Heard()))
        .isInstanceOf(Outcome.Succeeded.class);

    assertThat(living(work)).isEmpty();
    assertThat(lines(spec)).hasSize(2);
    assertThat(lives(spec).stream().map(line -> line.split(" ")[3]).distinct()).hasSize(4);
    assertThat(lives(spec))
        .allMatch(
            line -> line.matches("(child|alive) " + work.id() + " 1\\.1\\.1 \\d+ \\d+\\.\\d{6}"));
  }

  @Test
  void saysWhatStillRunsWhenItCannotBeStopped() throws Exception {
    var spec = new Effect("drill", HOUR, 2, false);

    var result = begin(executor(Drill.UNSTOPPABLE), spec);

    assertThat(result).succeedsWithin(LIFE);
    assertThat(result.get())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.UNPROVEN);
              assertThat(failed.failure().code()).isEqualTo("farm.children-alive");
              assertThat(failed.failure().message())
                  .matches("still running: bash \\(process \\d+\\), bash \\(process \\d+\\)");
            });
    assertThat(lines(spec)).anyMatch(line -> line.startsWith("unproven " + work.id()));
    assertNothingIsProvenUntilTheyAreGone();
  }

  @Test
  void saysWhatStillRunsWhateverComesInMeanwhile() throws Exception {
    var spec = new Effect("drill", HOUR, 1, false);
    var result =
        new FutureTask<>(() -> executor(Drill.UNSTOPPABLE).execute(work, spec, new Heard()));
    var thread = Thread.ofVirtual().start(result);
    await().until(() -> !lives(spec).isEmpty());

    await()
        .atMost(LIFE)
        .until(() -> {
          thread.interrupt();
          return result.isDone();
        });

    assertThat(((Outcome.Failed) result.get()).failure().kind()).isEqualTo(Failure.Kind.UNPROVEN);
    assertThat(lines(spec)).anyMatch(line -> line.startsWith("unproven " + work.id()));
  }

  @Test
  void provesNothingWhileAFormerDeliveryOfTheJobIsAtWork() throws Exception {
    var spec = new Effect("drill", HOUR, 1, false);
    var result = new FutureTask<>(() -> executor(Drill.NONE).execute(work, spec, new Heard()));
    var thread = Thread.ofVirtual().start(result);
    await().until(() -> !living(work).isEmpty());

    var again = new Work(work.id(), "main", new Token(1, 1, 2));
    assertThat(executor(Drill.NONE).provesClean(again, spec)).isFalse();

    thread.interrupt();
    assertThat(result).failsWithin(LIFE);
    assertThat(executor(Drill.NONE).provesClean(again, spec)).isTrue();
  }

  private void assertNothingIsProvenUntilTheyAreGone() throws InterruptedException {
    var next = new Work(IDS.next(), "main", new Token(1, 1, 1));
    var executor = executor(Drill.NONE);
    assertThat(executor.provesClean(next, Effect.at("other", null))).isFalse();
    assertThat(executor.provesClean(next, new Ping("hello"))).isFalse();

    leaveNothing();

    await().until(() -> executor.provesClean(next, Effect.at("other", null)));
  }

  @Test
  void provesThatItIsCleanBesideAnEffectAtWork() throws Exception {
    var spec = new Effect("drill", HOUR, 1, false);
    var result = new FutureTask<>(() -> executor(Drill.NONE).execute(work, spec, new Heard()));
    var thread = Thread.ofVirtual().start(result);
    await().until(() -> !living(work).isEmpty());

    var next = new Work(IDS.next(), "main", new Token(1, 1, 1));
    assertThat(executor(Drill.NONE).provesClean(next, Effect.at("other", null))).isTrue();

    thread.interrupt();
    assertThat(result).failsWithin(LIFE);
  }

  @Test
  void saysThatTryingAgainHelpsWhenTheChildrenWereKilled() throws Exception {
    var spec = new Effect("drill", HOUR, 1, false);
    var result = new FutureTask<>(() -> executor(Drill.NONE).execute(work, spec, new Heard()));
    Thread.ofVirtual().start(result);
    await().until(() -> !lives(spec).isEmpty());

    leaveNothing();

    assertThat(result).succeedsWithin(LIFE);
    assertThat(((Outcome.Failed) result.get()).failure().code()).isEqualTo("farm.children-died");
  }

  @Test
  void isHandedBackWhenTheRightToItWasNotProvenForAWhile() throws Exception {
    var left = new AtomicReference<>(LIFE);
    var held = new Work(work.id(), "main", work.token(), left::get);
    var spec = new Effect("drill", HOUR, 2, false);
    var result = new FutureTask<>(() -> executor(Drill.NONE).execute(held, spec, new Heard()));
    Thread.ofVirtual().start(result);
    await().until(() -> lives(spec).size() >= 2);

    left.set(Duration.ofMillis(100));
    await().atMost(LIFE).until(() -> living(work).isEmpty());

    assertThat(result).succeedsWithin(LIFE).isEqualTo(new Outcome.HandedBack());
  }

  private List<ProcessRow> living(Work whose) {
    return table.look().stream()
        .filter(child ->
            child
                .marks()
                .getOrDefault(ChildProcesses.WORK, "")
                .startsWith(ChildProcesses.mark(whose)))
        .toList();
  }

  private List<String> lines(Effect spec) throws IOException {
    return Files.readAllLines(effects.resolve(spec.target()));
  }

  private List<String> lives(Effect spec) throws IOException {
    var file = effects.resolve(".lives").resolve(spec.target());
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }
}
