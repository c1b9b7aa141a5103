package forja.worker.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.common.job.JobIds;
import forja.common.job.Token;
import forja.common.job.Work;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a child bears in its environment. */
class ChildMarksTest {
  private static final Duration LIFE = Duration.ofSeconds(3);
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final ProcTable table = new ProcTable();
  private final Work work =
      new Work(new JobIds(Clock.systemUTC()).next(), "main", new Token(1, 1, 1), () -> LIFE);

  private ChildProcesses children() {
    return new ChildProcesses(LIFE, table, Drill.NONE);
  }

  @Test
  void inheritsNothingButWhereThingsAre() throws Exception {
    var group = children().start(work, List.of("env"), Map.of("GREETING", "hello"));

    var names =
        new String(group.output().readAllBytes(), UTF_8)
            .lines()
            .map(line -> line.replaceAll("=.*", ""));

    assertThat(names)
        .contains("PATH", "GREETING", ChildProcesses.WORK, ChildProcesses.WORKER)
        .allMatch(name ->
            name.matches(
                "PATH|HOME|LANG|LC_.*|TMPDIR|TZ|GREETING|FORJA_WORK|FORJA_WORKER|PWD|OLDPWD|SHLVL|_"));
    assertThat(group.stop()).isEmpty();
  }

  @Test
  void knowsTheChildrenWhoseWorkerIsGoneAlsoWhenItsNumberCameAgain() throws Exception {
    var group = children().start(work, List.of("sleep", "300"), Map.of());
    await().atMost(DEADLINE).until(() -> !ofAllWorkers().isEmpty());
    assertThat(ofAllWorkers()).noneMatch(ChildProcesses.Child::isOrphan);
    assertThat(group.stop()).isEmpty();

    ProcessTable reused =
        () ->
            List.of(
                new ProcessRow(7, 7, 20, "worker", Map.of()),
                new ProcessRow(
                    8,
                    8,
                    11,
                    "child",
                    Map.of(ChildProcesses.WORK, "a/1.1.1/1", ChildProcesses.WORKER, "7/10")));
    assertThat(new ChildProcesses(LIFE, reused, Drill.NONE).ofAllWorkers())
        .singleElement()
        .matches(ChildProcesses.Child::isOrphan);
  }

  private List<ChildProcesses.Child> ofAllWorkers() {
    return children().ofAllWorkers().stream()
        .filter(child ->
            child.process().marks().get(ChildProcesses.WORK).startsWith(ChildProcesses.mark(work)))
        .toList();
  }
}
