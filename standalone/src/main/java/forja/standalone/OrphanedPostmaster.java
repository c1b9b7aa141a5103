package forja.standalone;

import forja.routes.program.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL a killed process leaves behind: it would be adopted with its old settings, so it
 * is stopped first. To be called by the holder of the folder's lock only.
 */
final class OrphanedPostmaster {
  private static final Logger log = LoggerFactory.getLogger(OrphanedPostmaster.class);
  private static final Duration FAST_STOP = Duration.ofSeconds(30);
  private static final Duration KILL = Duration.ofSeconds(10);

  private OrphanedPostmaster() {}

  static void stop(Path cluster) {
    find(cluster)
        .ifPresent(postmaster -> {
          log.warn("stopping PostgreSQL {}, left by a killed run", postmaster.pid());
          stop(postmaster);
        });
  }

  /** Guards against a reused process id: it must be a postgres, and one with this data folder. */
  static Optional<ProcessHandle> find(Path cluster) {
    return processId(cluster.resolve("postmaster.pid"))
        .flatMap(ProcessHandle::of)
        .filter(process -> isPostgresOf(cluster, process.info()));
  }

  private static Optional<Long> processId(Path pidFile) {
    try (var lines = Files.lines(pidFile)) {
      return lines.findFirst().map(line -> Long.valueOf(line.strip()));
    } catch (IOException | NumberFormatException noneIsRunning) {
      return Optional.empty();
    }
  }

  private static boolean isPostgresOf(Path cluster, ProcessHandle.Info info) {
    var isPostgres =
        info.command().filter(command -> Path.of(command).endsWith("postgres")).isPresent();
    return isPostgres
        && info.arguments().map(Arrays::asList).orElse(List.of()).contains(cluster.toString());
  }

  private static void stop(ProcessHandle postmaster) {
    interrupt(postmaster.pid());
    if (!hasEnded(postmaster, FAST_STOP)) {
      log.warn("PostgreSQL {} does not stop within {}, killing it", postmaster.pid(), FAST_STOP);
      postmaster.destroyForcibly();
      if (!hasEnded(postmaster, KILL)) {
        throw new CannotStart("PostgreSQL process " + postmaster.pid() + " cannot be stopped");
      }
    }
  }

  /** SIGINT is PostgreSQL's fast stop; the SIGTERM of Java's destroy() waits for all clients. */
  private static void interrupt(long pid) {
    try {
      var words = List.of("sh", "-c", "kill -INT \"$1\"", "sh", Long.toString(pid));
      new ProcessBuilder(words).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new CannotStart("cannot signal PostgreSQL process " + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("interrupted while stopping PostgreSQL process " + pid, e);
    }
  }

  private static boolean hasEnded(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillThere) {
      return false;
    } catch (ExecutionException e) {
      throw new CannotStart("cannot watch process " + process.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("interrupted while waiting for process " + process.pid(), e);
    }
  }
}
