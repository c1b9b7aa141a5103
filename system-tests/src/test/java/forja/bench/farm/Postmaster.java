package forja.bench.farm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The database of a data folder. It is no child of the program that started it, and outlives one
 * that is killed, so it is found by the file it keeps.
 */
public record Postmaster(Path data) implements AutoCloseable {
  private static final long GRACE_SECONDS = 10;

  /** Empty when none runs. */
  Optional<ProcessHandle> process() throws IOException {
    var file = data.resolve("database/cluster/postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(file)) {
      // Guards against a process that has got the number of one that was killed.
      return lines
          .findFirst()
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
          .filter(process -> process.info().command().orElse("").endsWith("/postgres"));
    }
  }

  public long pid() throws IOException {
    return process()
        .orElseThrow(() -> new IllegalStateException("no database runs in " + data))
        .pid();
  }

  /** Does nothing when the program has stopped it, as it should. */
  @Override
  public void close() throws IOException {
    var left = process();
    left.ifPresent(ProcessHandle::destroy);
    left.filter(postmaster -> !endsInTime(postmaster)).ifPresent(ProcessHandle::destroyForcibly);
  }

  private static boolean endsInTime(ProcessHandle process) {
    return process
        .onExit()
        .thenApply(_ -> true)
        .completeOnTimeout(false, GRACE_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
