package forja.chaos.promise;

import forja.chaos.history.AcceptedJob;
import forja.chaos.history.Heard;
import forja.chaos.history.History;
import forja.chaos.history.LedgerEvent;
import forja.chaos.history.LedgerJob;
import forja.chaos.history.Life;
import forja.chaos.history.StruckFault;
import forja.chaos.history.Trace;
import forja.chaos.plan.PlannedJob;
import forja.common.job.JobChange;
import forja.common.job.JobState;
import forja.common.job.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A history in which every promise was kept, to be spoilt: {@code first} is at work from second 1
 * to 2, {@code second} from 3 to 4, both under one lock and each with a child; then their worker is
 * killed.
 */
final class HandMadeHistory {
  static final Token TOKEN = new Token(1, 1, 1);
  static final Token NEWER = new Token(1, 1, 2);
  static final String WORKER = "w1-1";

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  final List<AcceptedJob> accepted = new ArrayList<>();
  final List<LedgerJob> ledger = new ArrayList<>();
  final List<Trace> traces = new ArrayList<>();
  final List<Life> lives = new ArrayList<>();
  final List<Heard> heard = new ArrayList<>();
  final List<StruckFault> faults = new ArrayList<>();
  final Map<String, Long> leftovers = new HashMap<>(Map.of("jobs that may go", 0L));

  static HandMadeHistory kept() {
    var history = new HandMadeHistory();
    history.add("first", 1_000);
    history.add("second", 3_000);
    return history;
  }

  private void add(String id, int begin) {
    accepted.add(new AcceptedJob(planned(accepted.size(), Optional.empty()), Set.of(id)));
    ledger.add(new LedgerJob(id, JobState.SUCCEEDED, Optional.empty(), steps(begin)));
    trace(Trace.BEGIN, id, TOKEN, begin);
    lives.add(new Life(begin, WORKER, id, TOKEN, at(begin + 100), at(begin + 900)));
    trace(Trace.END, id, TOKEN, begin + 950);
    for (var event : ledger.getLast().events()) {
      heard.add(new Heard(id, event.number(), event.change().wireName()));
    }
  }

  static List<LedgerEvent> steps(int begin) {
    return List.of(
        step(1, JobChange.ACCEPTED, JobState.QUEUED, 0),
        step(2, JobChange.RELEASED, JobState.RELEASED, 0),
        step(3, JobChange.STARTED, JobState.RUNNING, begin),
        step(4, JobChange.SUCCEEDED, JobState.SUCCEEDED, begin + 1_000));
  }

  static LedgerEvent step(int number, JobChange change, JobState state, int millis) {
    return new LedgerEvent(number, change, state, TOKEN, at(millis), Optional.of(WORKER));
  }

  static PlannedJob planned(int number, Optional<Duration> cancelAfter) {
    return new PlannedJob(
        number,
        0,
        "target",
        Duration.ofSeconds(1),
        1,
        false,
        List.of("lock"),
        true,
        Duration.ZERO,
        cancelAfter,
        false);
  }

  static Instant at(int millis) {
    return BEGIN.plusMillis(millis);
  }

  void trace(String word, String job, Token token, int millis) {
    traces.add(new Trace("target", word, job, token, at(millis)));
  }

  /** In place of how it ended. */
  void ended(String id, JobState state, String failure, List<LedgerEvent> steps) {
    ledger.removeIf(job -> job.id().equals(id));
    ledger.add(new LedgerJob(id, state, Optional.of(failure), steps));
  }

  History history() {
    return new History(
        accepted,
        ledger,
        traces,
        lives,
        heard,
        faults,
        leftovers,
        Map.of(),
        Duration.ofSeconds(3),
        0);
  }
}
