package forja.worker.farm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import forja.common.farm.Chatter;
import forja.common.farm.Effect;
import forja.common.farm.Fail;
import forja.common.farm.FarmSpec;
import forja.common.farm.Ping;
import forja.common.farm.Sleep;
import forja.common.job.Failure;
import forja.common.job.JobExecutor;
import forja.common.job.Outcome;
import forja.common.secret.Secrets;
import forja.routes.wiring.Fence;
import forja.worker.Heard;
import forja.worker.JobExecutorContract;
import forja.worker.process.ChildProcesses;
import forja.worker.process.Drill;
import forja.worker.process.ProcTable;
import forja.worker.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class FarmExecutorTest extends JobExecutorContract<FarmSpec> {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path effects;

  @Override
  protected JobExecutor<FarmSpec> executor() {
    return executor(new ProcTable(), Drill.NONE);
  }

  @Override
  protected Stream<FarmSpec> quickSpecs() {
    return Stream.of(
        new Ping("hello"),
        new Sleep(Duration.ofMillis(10)),
        Chatter.of(10, 20, Duration.ZERO),
        Effect.at("twice", Duration.ZERO),
        new Effect("twice-with-children", Duration.ofMillis(50), 3, true));
  }

  @Override
  protected Stream<FarmSpec> endlessSpecs() {
    return Stream.of(
        new Sleep(HOUR),
        Chatter.of(10_000_000, 10, HOUR),
        Chatter.of(10_000_000, 10, Duration.ZERO),
        Effect.at("endless", HOUR),
        new Effect("endless-with-children", HOUR, 3, false),
        new Effect("endless-and-stubborn", HOUR, 3, true));
  }

  private FarmExecutor executor(ProcessTable table, Drill drill) {
    var life = Duration.ofSeconds(10);
    return new FarmExecutor(
        effects, Clock.systemUTC(), new ChildProcesses(life, table, drill), Fence.of(life));
  }

  private Outcome run(FarmSpec spec, Heard heard) throws InterruptedException {
    return executor().execute(work(1, 1, 1), spec, heard);
  }

  @Test
  void answersAPingWithItsWords() throws Exception {
    assertThat(run(new Ping("hello"), new Heard()))
        .isEqualTo(Outcome.succeeded(Map.of("echo", "hello")));
  }

  @Test
  void sleepsAsLongAsAskedAndTellsHowFarItIs() throws Exception {
    var heard = new Heard();
    long begin = System.nanoTime();

    var outcome = run(new Sleep(Duration.ofMillis(600)), heard);

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isGreaterThanOrEqualTo(Duration.ofMillis(600));
    assertThat(outcome).isEqualTo(Outcome.succeeded(Map.of("slept", "PT0.6S")));
    assertThat(heard.percents()).hasSize(3).isSorted().allMatch(percent -> percent <= 99);
    assertThat(heard.messages()).allMatch(message -> message.endsWith("of PT0.6S"));
  }

  @Test
  void sleepsForNoTimeWithoutTroubleWithPercents() throws Exception {
    assertThat(run(new Sleep(Duration.ZERO), new Heard()))
        .isEqualTo(Outcome.succeeded(Map.of("slept", "PT0S")));
    assertThat(run(new Sleep(Duration.ofNanos(1)), new Heard()))
        .isEqualTo(Outcome.succeeded(Map.of("slept", "PT0.000000001S")));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "CRASHED")
  void failsAsAsked(Failure.Kind kind) throws Exception {
    assertThat(run(new Fail(kind, "because", null), new Heard()))
        .isEqualTo(Outcome.failed(kind, "farm.as-asked", "because"));
  }

  @Test
  void crashesAsAsked() {
    assertThatIllegalStateException()
        .isThrownBy(() -> run(new Fail(Failure.Kind.CRASHED, "because", null), new Heard()))
        .withMessage("because");
  }

  @Test
  void succeedsAfterSoManyFailedAttempts() throws Exception {
    for (var kind : EnumSet.of(Failure.Kind.UNAVAILABLE, Failure.Kind.CRASHED)) {
      var spec = new Fail(kind, null, 2);

      assertThat(executor().execute(work(3, 3, 1), spec, new Heard()))
          .isEqualTo(Outcome.succeeded(Map.of("failedBefore", 2)));
    }
    assertThat(
            executor()
                .execute(work(2, 9, 9), new Fail(Failure.Kind.UNAVAILABLE, null, 2), new Heard()))
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void chattersInNumberedLinesOfTheWidthAskedFor() throws Exception {
    var heard = new Heard();

    var outcome = run(Chatter.of(250, 40, Duration.ZERO), heard);

    assertThat(outcome).isEqualTo(Outcome.succeeded(Map.of("lines", 250)));
    assertThat(heard.lines()).hasSize(250).allMatch(line -> line.length() == 40);
    assertThat(heard.lines().get(122)).isEqualTo("line 123 abcdefghijklmnopqrstuvwxyzabcde");
    assertThat(heard.percents()).hasSize(100).isSorted().endsWith(100);
  }

  @Test
  void saysItsSecretsInEachLineAndInTheResult() throws Exception {
    var heard = new Heard();
    var work = work(1, 1, 1).with(new Secrets(Map.of("db", "hun ter".getBytes(UTF_8))));

    var outcome = executor().execute(work, new Chatter(4, 10, null, List.of("db")), heard);

    assertThat(heard.lines())
        .containsExactly(
            "line 1 abc db=hun ter",
            "line 2 abc db=hun+ter",
            "line 3 abc db=aHVuIHRlcg==",
            "line 4 abc db=dXNlcjpodW4gdGVy");
    assertThat(heard.messages()).first().isEqualTo("1 of 4 lines db=hun ter");
    assertThat(outcome)
        .isEqualTo(Outcome.succeeded(Map.of("lines", 4, "told", Map.of("db", "hun ter"))));
  }

  @Test
  void leavesABeginAndAnEndForEachRun() throws Exception {
    var work = work(1, 2, 3);

    var first = executor().execute(work, Effect.at("drill", null), new Heard());
    executor().execute(again(work), Effect.at("drill", null), new Heard());

    assertThat(first).isEqualTo(Outcome.succeeded(Map.of("target", "drill", "token", "1.2.3")));
    assertThat(linesOf("drill"))
        .extracting(line -> line.substring(0, line.lastIndexOf(' ')))
        .containsExactly(
            "begin " + work.id() + " 1.2.3",
            "end " + work.id() + " 1.2.3",
            "begin " + work.id() + " 1.2.4",
            "end " + work.id() + " 1.2.4");
  }

  @Test
  void leavesATargetAloneThatHasSeenANewerDelivery() throws Exception {
    var old = work(1, 1, 1);
    executor().execute(again(old), Effect.at("drill", null), new Heard());

    assertThat(executor().execute(old, Effect.at("drill", null), new Heard()))
        .isEqualTo(
            Outcome.failed(
                Failure.Kind.WORK_FAILED, "farm.fenced", "drill has seen a newer token"));
    assertThat(linesOf("drill")).hasSize(2);
  }

  @Test
  void saysThatTryingAgainHelpsWhenTheTargetCannotBeWritten() throws Exception {
    Files.createDirectory(effects.resolve("folder"));

    assertThat(run(Effect.at("folder", null), new Heard()))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo("farm.target-unusable");
              assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
            });
  }

  private List<String> linesOf(String target) throws IOException {
    return Files.readAllLines(effects.resolve(target));
  }
}
