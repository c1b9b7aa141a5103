package forja.chaos.promise;

import forja.chaos.history.AcceptedJob;
import forja.chaos.history.History;
import forja.chaos.history.Span;
import forja.chaos.history.Spans;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class LocksHold implements Promise {
  private static final int ONE_PERMIT = 1;

  @Override
  public String says() {
    return "no more effects are at work under a lock than it has permits";
  }

  @Override
  public Stream<Breach> breaches(History history) {
    var locks =
        history.accepted().stream()
            .flatMap(job -> job.ids().stream().map(id -> Map.entry(id, locksOf(job))))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    var underLock = new HashMap<String, List<Span>>();
    for (var span : Spans.of(history)) {
      for (var lock : locks.getOrDefault(span.job(), List.of())) {
        underLock.computeIfAbsent(lock, _ -> new ArrayList<>()).add(span);
      }
    }
    return underLock.entrySet().stream()
        .flatMap(held ->
            crowds(held.getValue(), history.permits().getOrDefault(held.getKey(), ONE_PERMIT))
                .map(crowd -> breach(held.getKey(), crowd)));
  }

  private static List<String> locksOf(AcceptedJob job) {
    return job.plan().locks();
  }

  /** Whenever one begins while as many as there may be are at work. */
  private static Stream<List<Span>> crowds(List<Span> spans, int permits) {
    var crowds = new ArrayList<List<Span>>();
    var atWork = new ArrayList<Span>();
    for (var span : spans) {
      atWork.removeIf(other -> !other.to().isAfter(span.from()));
      atWork.add(span);
      if (atWork.size() > permits) {
        crowds.add(List.copyOf(atWork));
      }
    }
    return crowds.stream();
  }

  private static Breach breach(String lock, List<Span> crowd) {
    var told = crowd.stream().map(Span::toString).collect(Collectors.joining("\n    "));
    return new Breach(
        lock + " was held by " + crowd.size() + " at once:\n    " + told,
        crowd.stream().map(Span::job).distinct().toList());
  }
}
