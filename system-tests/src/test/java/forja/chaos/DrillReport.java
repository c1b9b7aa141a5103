package forja.chaos;

import forja.chaos.history.History;
import forja.chaos.history.LedgerEvent;
import forja.chaos.history.LedgerJob;
import forja.chaos.history.Life;
import forja.chaos.history.Spans;
import forja.chaos.history.StruckFault;
import forja.chaos.promise.Breach;
import forja.chaos.promise.Promise;
import forja.common.job.JobChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells of a drill: how many faults hit what was at work, and which promise was broken how. */
record DrillReport(long seed, History history, Duration took) {
  private static final int BREACHES_TOLD = 5;
  private static final int STORIES_TOLD = 3;
  private static final Duration ONE_LOOK = Duration.ofMillis(150);

  /** A piece of work as the ledger saw it. */
  private record AtWork(String worker, Instant from, Instant to) {

    boolean isHitBy(StruckFault fault) {
      return (!fault.kind().strikesOneWorker() || worker.equals(fault.victim()))
          && from.isBefore(fault.from())
          && to.isAfter(fault.from());
    }
  }

  long faultsThatHit() {
    var work = work();
    return history.faults().stream().filter(fault -> hits(fault, work)).count();
  }

  /** What the ledger knows of, and what was seen alive though its beginning was never reported. */
  private List<AtWork> work() {
    var told = history.ledger().stream().flatMap(job -> work(job).stream());
    var seen =
        history.lives().stream()
            .map(life -> new AtWork(life.worker(), life.first(), life.last().plus(ONE_LOOK)));
    return Stream.concat(told, seen).toList();
  }

  private static boolean hits(StruckFault fault, List<AtWork> work) {
    return work.stream().anyMatch(piece -> piece.isHitBy(fault));
  }

  /** From each beginning to whatever happened to the job next. */
  private static List<AtWork> work(LedgerJob job) {
    var work = new ArrayList<AtWork>();
    for (int number = 1; number < job.events().size(); number++) {
      LedgerEvent begin = job.events().get(number - 1);
      if (begin.change() == JobChange.STARTED) {
        work.add(new AtWork(begin.worker().orElse(""), begin.at(), job.events().get(number).at()));
      }
    }
    return work;
  }

  /** One line for each seed. */
  String summary() {
    var states = counted(history.ledger().stream().map(job -> job.state().wireName()).toList());
    var faults = counted(history.faults().stream().map(fault -> fault.kind().name()).toList());
    return "seed %d: %d s, of them %d s from the first job to the last end, %d jobs %s, %d effects begun, %d child processes, %d of %d faults hit work %s, %d workers halted by themselves"
        .formatted(
            seed,
            took.toSeconds(),
            fromFirstToLast().toSeconds(),
            history.ledger().size(),
            states,
            Spans.of(history).size(),
            history.lives().stream().map(Life::pid).distinct().count(),
            faultsThatHit(),
            history.faults().size(),
            faults,
            history.halts());
  }

  private Duration fromFirstToLast() {
    var times =
        history.ledger().stream()
            .flatMap(job -> job.events().stream())
            .map(LedgerEvent::at)
            .sorted()
            .toList();
    return times.isEmpty() ? Duration.ZERO : Duration.between(times.getFirst(), times.getLast());
  }

  private static String counted(List<String> words) {
    return words.stream()
        .collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()))
        .toString();
  }

  /** Empty when every promise was kept. */
  String broken() {
    return Promise.ALL.stream()
        .map(this::broken)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private String broken(Promise promise) {
    var breaches = promise.breaches(history).toList();
    if (breaches.isEmpty()) {
      return "";
    }
    return "BROKEN (%d times): %s%n".formatted(breaches.size(), promise.says())
        + breaches.stream()
            .limit(BREACHES_TOLD)
            .map(breach -> "  " + breach.what() + "\n")
            .collect(Collectors.joining())
        + stories(breaches);
  }

  private String stories(List<Breach> breaches) {
    var jobs =
        breaches.stream()
            .flatMap(breach -> breach.jobs().stream())
            .distinct()
            .limit(STORIES_TOLD)
            .toList();
    return history.ledger().stream()
        .filter(job -> jobs.contains(job.id()))
        .map(job -> "  " + job.story() + "\n" + traces(job) + lives(job))
        .collect(Collectors.joining());
  }

  private String traces(LedgerJob job) {
    return history.traces().stream()
        .filter(trace -> trace.job().equals(job.id()))
        .map(trace -> "    " + trace + "\n")
        .collect(Collectors.joining());
  }

  private String lives(LedgerJob job) {
    return history.lives().stream()
        .filter(life -> life.job().equals(job.id()) && !life.worker().isEmpty())
        .map(life -> "    " + life + "\n")
        .collect(Collectors.joining());
  }

  String faults() {
    var work = work();
    return history.faults().stream()
        .map(fault -> (hits(fault, work) ? "hit    " : "missed ") + fault)
        .collect(Collectors.joining("\n"));
  }
}
