package forja.chaos;

import forja.chaos.history.Life;
import forja.common.job.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Looks again and again which child processes of effects are alive on this machine. It knows them
 * by their environment, so that they hide neither by losing their parent nor by leaving their
 * group; which worker they belong to it knows by the number of that one's process.
 */
final class ProcessWatch implements AutoCloseable {
  private static final Path PROCESSES = Path.of("/proc");
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final String OF_A_WORKER = "FORJA_WORKER=";
  private static final String NAME = WorkerPlace.WORKER_VARIABLE + "=";
  private static final Pattern MARK =
      Pattern.compile("FORJA_WORK=([0-9a-f-]{36})/(\\d+)\\.(\\d+)\\.(\\d+)/.*");

  private final String ownEffects;
  private final String ownFarm;
  private final Map<String, String> workers = new HashMap<>();
  private final Clock clock = Clock.systemUTC();
  private final Map<Seen, Life> lives = new HashMap<>();
  private final Set<Seen> strangers = new HashSet<>();
  private final Thread thread =
      Thread.ofPlatform().name("process-watch").daemon().unstarted(this::look);

  /** A process id comes again; with the time of its start it does not. */
  private record Seen(long pid, String startedAt) {}

  ProcessWatch(Path farmFolder) {
    this.ownEffects = "FORJA_EFFECT=" + farmFolder + "/";
    this.ownFarm = "FORJA_DATA=" + farmFolder;
  }

  void begin() {
    thread.start();
  }

  private void look() {
    try {
      while (true) {
        alive();
        Pause.of(LOOK_EVERY);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many are alive at this moment. */
  synchronized long alive() {
    long count = 0;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (var process : processes) {
        count += isChild(process) ? 1 : 0;
      }
    } catch (IOException e) {
      throw new IllegalStateException("the processes of this machine cannot be listed", e);
    }
    return count;
  }

  private boolean isChild(Path process) {
    var seenAt = clock.instant();
    try {
      var status = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      // The name in brackets may hold anything; what follows is numbers but for the state.
      var words = status.substring(status.lastIndexOf(')') + 2).split(" ");
      var seen = new Seen(Long.parseLong(process.getFileName().toString()), words[19]);
      if (words[0].equals("Z") || words[0].equals("X") || strangers.contains(seen)) {
        return false;
      }
      var known = lives.get(seen);
      if (known != null) {
        lives.put(seen, until(known, seenAt));
        return true;
      }
      return firstSight(process, seen);
    } catch (IOException gone) {
      return false;
    }
  }

  private static Life until(Life life, Instant last) {
    return new Life(life.pid(), life.worker(), life.job(), life.token(), life.first(), last);
  }

  /** Also a supervisor counts as one, though it is not the work itself. */
  private boolean firstSight(Path process, Seen seen) throws IOException {
    var text = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
    var environment = List.of(text.split("\0"));
    if (environment.contains(ownFarm)) {
      // A program of the farm, or one that it has just made and that still wears its environment.
      value(environment, NAME)
          .ifPresent(name -> workers.put(process.getFileName().toString(), name));
      return false;
    }
    if (environment.stream().noneMatch(word -> word.startsWith(ownEffects))) {
      // One that has just been made may still wear the environment of nobody.
      if (!text.isEmpty()) {
        strangers.add(seen);
      }
      return false;
    }
    life(seen, environment).ifPresent(life -> lives.put(seen, life));
    return environment.stream().anyMatch(word -> word.startsWith(OF_A_WORKER));
  }

  private Optional<Life> life(Seen seen, List<String> environment) {
    return environment.stream()
        .map(MARK::matcher)
        .filter(Matcher::matches)
        .findFirst()
        .map(mark -> {
          var now = clock.instant();
          return new Life(seen.pid(), worker(environment), mark.group(1), token(mark), now, now);
        });
  }

  /** Its mark says {@code <process id>/<when it was born>}. */
  private String worker(List<String> environment) {
    return value(environment, OF_A_WORKER)
        .map(mark -> workers.getOrDefault(mark.split("/", -1)[0], ""))
        .orElse("");
  }

  private static Optional<String> value(List<String> environment, String name) {
    return environment.stream()
        .filter(word -> word.startsWith(name))
        .map(word -> word.substring(name.length()))
        .findFirst();
  }

  private static Token token(Matcher mark) {
    return new Token(
        Integer.parseInt(mark.group(2)),
        Integer.parseInt(mark.group(3)),
        Integer.parseInt(mark.group(4)));
  }

  /** The workers that have children of effects at this moment. */
  synchronized Set<String> workersAtWork() {
    var now = clock.instant();
    return lives.values().stream()
        .filter(life -> life.last().isAfter(now.minus(LOOK_EVERY.multipliedBy(3))))
        .map(Life::worker)
        .collect(Collectors.toSet());
  }

  synchronized List<Life> lives() {
    return List.copyOf(lives.values());
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
