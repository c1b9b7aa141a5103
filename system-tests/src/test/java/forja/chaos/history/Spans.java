package forja.chaos.history;

import forja.common.job.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Reads from traces and child processes when each effect was at work.
 *
 * <p>An effect that left no end was stopped at a moment that nobody wrote down. It is taken to have
 * been at work until its last sign of life: that of its last child process seen, else its begin. So
 * whatever is found to overlap did overlap.
 */
public final class Spans {
  /** The spans of a token by their beginnings: a killed broker may have repeated the token. */
  private final Map<Key, TreeMap<Instant, Span>> all = new HashMap<>();

  private record Key(String job, Token token) {}

  private Spans() {}

  /** In the order of their beginnings. */
  public static List<Span> of(History history) {
    var spans = new Spans();
    history.traces().forEach(spans::add);
    history.lives().forEach(spans::lengthen);
    var inOrder = new ArrayList<Span>();
    spans.all.values().forEach(ofToken -> inOrder.addAll(ofToken.values()));
    inOrder.sort(Comparator.comparing(Span::from));
    return inOrder;
  }

  private void add(Trace trace) {
    var spans = all.computeIfAbsent(new Key(trace.job(), trace.token()), _ -> new TreeMap<>());
    if (trace.word().equals(Trace.BEGIN) || spans.isEmpty()) {
      spans.put(trace.at(), new Span(trace.job(), trace.token(), trace.at(), trace.at()));
    } else {
      prolong(spans, spans.lastEntry().getValue(), trace.at());
    }
  }

  private void lengthen(Life life) {
    var spans = all.get(new Key(life.job(), life.token()));
    var begun = spans == null ? null : spans.floorEntry(life.first());
    if (begun != null && begun.getValue().to().isBefore(life.last())) {
      prolong(spans, begun.getValue(), life.last());
    }
  }

  private static void prolong(NavigableMap<Instant, Span> spans, Span span, Instant to) {
    spans.put(span.from(), new Span(span.job(), span.token(), span.from(), to));
  }
}
