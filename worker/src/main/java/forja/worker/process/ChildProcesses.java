package forja.worker.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import forja.common.job.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Starts programs that live no longer than the right of this worker to do their job: a supervisor
 * beside each kills its process group when this worker dies, freezes, or can no longer prove that
 * the job is its own.
 */
public final class ChildProcesses {
  /** In the environment of every child: which piece of work it belongs to. */
  public static final String WORK = "FORJA_WORK";

  /**
   * In the environment of every child: the process that has started it, as {@code <process
   * id>/<when it was born>}.
   */
  public static final String WORKER = "FORJA_WORKER";

  private static final String SUPERVISOR =
      resource(ChildProcesses.class, "/forja/worker/process/supervise.sh");

  /** All else that the worker was started with is none of its children's business. */
  private static final Pattern INHERITED = Pattern.compile("PATH|HOME|LANG|LC_\\w+|TMPDIR|TZ");

  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final String self = ProcTable.self();
  private final AtomicLong started = new AtomicLong();
  private final Pace pace;
  private final ProcessTable table;
  private final Drill drill;

  public ChildProcesses(Duration timeToLive, ProcessTable table, Drill drill) {
    this.pace = Pace.of(timeToLive);
    this.table = table;
    this.drill = drill;
  }

  /**
   * The words are a program and what it is given; no shell reads them. Its errors join its output,
   * and its input is empty. Of this worker's environment it gets {@code PATH}, {@code HOME}, {@code
   * TMPDIR} and what tells of language and time; the rest is what is given here.
   */
  public ChildGroup start(Work work, List<String> words, Map<String, String> environment)
      throws IOException {
    var mark = mark(work) + "/" + started.incrementAndGet();
    var builder = new ProcessBuilder(command(work, mark, words)).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> !INHERITED.matcher(name).matches());
    builder.environment().putAll(environment);
    builder.environment().put(WORKER, self);
    return ChildGroup.of(
        builder.start(), mark, work.hold(), new ChildGroup.Rules(pace, table, drill));
  }

  /** A living process that a worker has started; an orphan's worker is gone. */
  public record Child(ProcessRow process, boolean isOrphan) {}

  /** What every mark of this piece of work begins with. */
  public static String mark(Work work) {
    return work.id() + "/" + work.token();
  }

  /** The living processes of this machine that any worker has started for a job. */
  public List<Child> ofAllWorkers() {
    var all = table.look();
    var living = all.stream().map(ProcessRow::identity).collect(Collectors.toSet());
    return all.stream()
        .filter(process -> process.marks().containsKey(WORK))
        .map(process ->
            new Child(process, !living.contains(process.marks().getOrDefault(WORKER, ""))))
        .toList();
  }

  private List<String> command(Work work, String mark, List<String> words) {
    var command = new ArrayList<String>();
    if (drill == Drill.UNFENCED) {
      command.addAll(List.of("setsid", "env", WORK + "=" + mark));
    } else {
      var limit = seconds(work.hold().left());
      command.addAll(List.of("setsid", "bash", "-c", SUPERVISOR, "forja-supervisor", limit, mark));
    }
    command.addAll(words);
    return command;
  }

  /** As the supervisor reads it; none would mean to it that it need not wait at all. */
  static String seconds(Duration time) {
    var least = time.compareTo(SHORTEST) < 0 ? SHORTEST : time;
    return String.format(Locale.ROOT, "%.3f", least.toMillis() / 1_000.0);
  }

  /** A script that comes with this program. */
  public static String resource(Class<?> near, String name) {
    try (var stream = near.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name, unreadable);
    }
  }
}
