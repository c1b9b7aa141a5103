package forja.bench.figure;

import java.util.LinkedHashMap;
import java.util.Map;

/** All that the benchmark of the promises has found, part by part, in the order of measuring. */
public record PromiseFigures(
    Surroundings surroundings,
    String loadAverageAfterwards,
    Map<String, PartFigures> parts,
    Map<String, Double> residentAfterwards) {

  public PromiseFigures with(String part, PartFigures figures) {
    var all = new LinkedHashMap<>(parts);
    all.put(part, figures);
    return new PromiseFigures(surroundings, loadAverageAfterwards, all, residentAfterwards);
  }

  public boolean areAllKept() {
    return parts.values().stream()
        .flatMap(part -> part.findings().stream())
        .allMatch(Finding::isKept);
  }
}
