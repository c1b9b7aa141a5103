package forja.chaos.promise;

import forja.chaos.history.History;
import forja.chaos.history.Span;
import forja.chaos.history.Spans;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

final class OneEffectAtATime implements Promise {

  @Override
  public String says() {
    return "no two effects of one job overlap in time";
  }

  @Override
  public Stream<Breach> breaches(History history) {
    return Spans.of(history).stream().collect(Collectors.groupingBy(Span::job)).values().stream()
        .flatMap(OneEffectAtATime::overlaps);
  }

  private static Stream<Breach> overlaps(List<Span> spans) {
    return IntStream.range(0, spans.size())
        .boxed()
        .flatMap(first ->
            spans.stream()
                .skip(first + 1)
                .filter(spans.get(first)::overlaps)
                .map(
                    second -> Breach.of(spans.get(first) + "\n    while " + second, second.job())));
  }
}
