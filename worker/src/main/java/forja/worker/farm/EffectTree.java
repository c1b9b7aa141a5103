package forja.worker.farm;

import forja.common.farm.Effect;
import forja.common.job.Failure;
import forja.common.job.Outcome;
import forja.common.job.Work;
import forja.worker.process.ChildGroup;
import forja.worker.process.ChildProcesses;
import forja.worker.process.ProcessRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The child processes of an effect: they live as long as it lasts, and write down beside the target
 * that they do.
 */
final class EffectTree {
  /** In the environment of every child: the target of its effect. */
  static final String TARGET = "FORJA_EFFECT";

  private static final String SCRIPT =
      ChildProcesses.resource(EffectTree.class, "/forja/worker/farm/effect-tree.sh");

  /** Only in drills is nobody left to stop them; then they end by themselves. */
  private static final Duration AT_MOST_LONGER = Duration.ofSeconds(30);

  private static final String LIVES = ".lives";

  private final ChildProcesses children;
  private final Path folder;

  EffectTree(ChildProcesses children, Path folder) {
    this.children = children;
    this.folder = folder;
  }

  /** Empty when all went well, and all of it has been seen to end. */
  Optional<Outcome> live(Work work, Effect spec) throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve(LIVES));
    var group = children.start(work, words(work, spec), marks(spec));
    try {
      boolean endedEarly = group.awaitEnd(spec.duration());
      boolean wasLeftAlone = group.wasLeftAlone();
      return unproven(group.stop())
          .or(() -> endedEarly ? died(group, wasLeftAlone) : Optional.empty());
    } catch (InterruptedException toldToStop) {
      var unproven = unproven(group.stop());
      if (unproven.isEmpty()) {
        throw toldToStop;
      }
      return unproven;
    }
  }

  private List<String> words(Work work, Effect spec) {
    return List.of(
        "bash",
        "-c",
        SCRIPT,
        SCRIPT,
        spec.processes().toString(),
        spec.stubborn().toString(),
        folder.resolve(LIVES).resolve(spec.target()).toString(),
        work.id().toString(),
        work.token().toString(),
        Long.toString(spec.duration().plus(AT_MOST_LONGER).toSeconds()));
  }

  private Map<String, String> marks(Effect spec) {
    return Map.of(TARGET, folder.resolve(spec.target()).toString());
  }

  private static Optional<Outcome> unproven(List<ProcessRow> alive) {
    return alive.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Outcome.failed(
                Failure.Kind.UNPROVEN,
                "farm.children-alive",
                "still running: "
                    + alive.stream().map(ProcessRow::toString).collect(Collectors.joining(", "))));
  }

  /** A worker that was frozen or starved for a while may still report: the job is not to blame. */
  private static Optional<Outcome> died(ChildGroup group, boolean wasLeftAlone) {
    return Optional.of(
        wasLeftAlone
            ? new Outcome.HandedBack()
            : Outcome.failed(
                Failure.Kind.UNAVAILABLE,
                "farm.children-died",
                "the child processes ended before their time, the first with code "
                    + group.exitCode()));
  }
}
