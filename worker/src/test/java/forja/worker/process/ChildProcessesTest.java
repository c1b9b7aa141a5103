package forja.worker.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.common.job.Hold;
import forja.common.job.JobIds;
import forja.common.job.Token;
import forja.common.job.Work;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Children live no longer than the right of their worker to do the job. */
class ChildProcessesTest {
  private static final Duration LIFE = Duration.ofSeconds(3);
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final JobIds IDS = new JobIds(Clock.systemUTC());

  /** Three generations that ignore TERM; the last has left the group and the session. */
  private static final List<String> STUBBORN_FAMILY =
      List.of("bash", "-c", "trap '' TERM; sleep 300 & setsid sleep 300 & sleep 300; exit 1");

  @TempDir Path folder;

  private final ProcTable table = new ProcTable();
  private final AtomicReference<Duration> left = new AtomicReference<>(Duration.ofSeconds(1));
  private final Work work = work(left::get);

  private static Work work(Hold hold) {
    return new Work(IDS.next(), "main", new Token(1, 1, 1), hold);
  }

  private ChildProcesses children() {
    return new ChildProcesses(LIFE, table, Drill.NONE);
  }

  @AfterEach
  void leaveNothing() {
    living(ChildProcesses.mark(work))
        .forEach(child -> ProcessHandle.of(child.id()).ifPresent(ProcessHandle::destroyForcibly));
  }

  private List<ProcessRow> living(String mark) {
    return table.look().stream()
        .filter(child -> child.marks().getOrDefault(ChildProcesses.WORK, "").startsWith(mark))
        .toList();
  }

  private void awaitFamily(String mark) {
    await().atMost(DEADLINE).until(() -> living(mark).size() == 4);
  }

  @Test
  void passesOnWordsOutputAndCode() throws Exception {
    var group =
        children()
            .start(
                work,
                List.of(
                    "sh", "-c", "cat; echo \"$1 $GREETING\"; ls /nowhere; exit 7", "sh", "a  b; *"),
                Map.of("GREETING", "hello"));

    var output = new String(group.output().readAllBytes(), UTF_8);

    assertThat(group.awaitEnd(DEADLINE)).isTrue();
    assertThat(output).startsWith("a  b; * hello\n").contains("/nowhere");
    assertThat(group.exitCode()).isEqualTo(7);
    assertThat(group.stop()).isEmpty();
  }

  @Test
  void stopsAWholeFamilyThatDoesNotWantTo() throws Exception {
    var group = children().start(work, STUBBORN_FAMILY, Map.of());
    awaitFamily(ChildProcesses.mark(work));

    assertThat(group.stop()).isEmpty();

    assertThat(living(ChildProcesses.mark(work))).isEmpty();
  }

  @Test
  void letsChildrenTidyUpThatListen() throws Exception {
    var file = folder.resolve("tidy");
    var script =
        "trap 'echo tidy >>\"$0\"; exit' TERM; echo up >>\"$0\"; while :; do sleep 0.01; done";
    var group = children().start(work, List.of("bash", "-c", script, file.toString()), Map.of());
    await().atMost(DEADLINE).until(() -> Files.exists(file) && !Files.readString(file).isEmpty());

    assertThat(group.stop()).isEmpty();

    assertThat(Files.readAllLines(file)).containsExactly("up", "tidy");
  }

  @Test
  void leavesNothingOfAProgramThatHasEnded() throws Exception {
    var group =
        children().start(work, List.of("sh", "-c", "sleep 300 >/dev/null & exit 0"), Map.of());
    assertThat(group.awaitEnd(DEADLINE)).isTrue();

    assertThat(group.stop()).isEmpty();

    assertThat(living(ChildProcesses.mark(work))).isEmpty();
  }

  @Test
  void stopsToTheEndWhenItIsInterrupted() throws Exception {
    var group = children().start(work, STUBBORN_FAMILY, Map.of());
    awaitFamily(ChildProcesses.mark(work));

    Thread.currentThread().interrupt();
    var alive = group.stop();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(alive).isEmpty();
  }

  @Test
  void tellsWhatIsSeenAliveInTheEnd() throws Exception {
    var ghost = new ProcessRow(1, 1, 0, "ghost", Map.of());
    var started = new AtomicReference<ChildGroup>();
    ProcessTable haunted =
        () -> List.of(new ProcessRow(ghost.id(), started.get().id(), 0, ghost.name(), Map.of()));
    var group =
        new ChildProcesses(LIFE, haunted, Drill.UNSTOPPABLE).start(work, List.of("true"), Map.of());
    started.set(group);

    assertThat(group.stop()).extracting(ProcessRow::name).containsExactly("ghost");
  }

  @Test
  void saysThatItMayLiveWhenNothingCanBeSeen() throws Exception {
    ProcessTable blind =
        () -> {
          throw new ProcessTable.Unseen(new IOException("too many open files"));
        };
    var group = new ChildProcesses(LIFE, blind, Drill.NONE).start(work, List.of("true"), Map.of());

    assertThat(group.stop()).extracting(ProcessRow::name).containsExactly("unseen");
  }

  @Test
  void countsItsChildAsAliveFromTheFirstMoment() throws Exception {
    var group = children().start(work, List.of("sleep", "300"), Map.of());

    assertThat(group.stop()).isEmpty();

    assertThat(group.awaitEnd(Duration.ZERO)).isTrue();
    assertThat(living(ChildProcesses.mark(work))).isEmpty();
  }

  @Test
  void diesWithItsSupervisor() throws Exception {
    var group = children().start(work, STUBBORN_FAMILY, Map.of());
    awaitFamily(ChildProcesses.mark(work));

    table.look().stream()
        .filter(process -> process.group() != group.id())
        .filter(process -> isParentOf(group.id(), process.id()))
        .forEach(supervisor ->
            ProcessHandle.of(supervisor.id()).ifPresent(ProcessHandle::destroyForcibly));

    assertThat(group.awaitEnd(DEADLINE)).isTrue();
    assertThat(group.wasLeftAlone()).isFalse();
    await().atMost(DEADLINE).until(() -> living(ChildProcesses.mark(work)).isEmpty());
    assertThat(group.stop()).isEmpty();
  }

  /** The program is what its supervisor was forked from; the family bears marks, this does not. */
  private boolean isParentOf(long parent, long child) {
    return living(ChildProcesses.mark(work)).stream().noneMatch(one -> one.id() == child)
        && ProcessHandle.of(child)
            .flatMap(ProcessHandle::parent)
            .filter(handle -> handle.pid() == parent)
            .isPresent();
  }

  @Test
  void diesWhenTheRightToTheJobIsNotProvenAnyMore() throws Exception {
    var group = children().start(work, STUBBORN_FAMILY, Map.of());
    awaitFamily(ChildProcesses.mark(work));

    left.set(Duration.ZERO);

    await().atMost(DEADLINE).until(() -> living(ChildProcesses.mark(work)).isEmpty());
    assertThat(group.stop()).isEmpty();
  }

  @Test
  void livesOnAsLongAsTheRightIsProven() throws Exception {
    var group = children().start(work, STUBBORN_FAMILY, Map.of());
    awaitFamily(ChildProcesses.mark(work));

    await()
        .during(Duration.ofSeconds(2))
        .atMost(DEADLINE)
        .until(() -> living(ChildProcesses.mark(work)).size() == 4);
    assertThat(group.stop()).isEmpty();
  }

  /** D43 */
  @ParameterizedTest
  @ValueSource(strings = {"KILL", "STOP"})
  void dieWithTheirWorkerHoweverItEnds(String signal) throws Exception {
    var worker = workerProcess();
    try {
      var mark = worker.inputReader().readLine();
      awaitFamily(mark);

      new ProcessBuilder("kill", "-" + signal, Long.toString(worker.pid())).start().waitFor();

      await().atMost(DEADLINE).until(() -> living(mark).isEmpty());
    } finally {
      worker.destroyForcibly();
    }
  }

  private static Process workerProcess() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ChildProcessesTest.class.getName())
        .redirectError(Redirect.INHERIT)
        .start();
  }

  /** A worker that starts a family and waits for its end. */
  public static void main(String[] words) throws Exception {
    var work = work(() -> Duration.ofSeconds(1));
    var group =
        new ChildProcesses(LIFE, new ProcTable(), Drill.NONE)
            .start(work, STUBBORN_FAMILY, Map.of());
    System.out.println(ChildProcesses.mark(work));
    System.exit(group.awaitEnd(Duration.ofMinutes(1)) ? 0 : 1);
  }
}
