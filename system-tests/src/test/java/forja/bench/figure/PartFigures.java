package forja.bench.figure;

import java.util.ArrayList;
import java.util.List;

/** What one part of a benchmark has found, and what a reader must know of how it came about. */
public record PartFigures(List<Finding> findings, List<String> notes) {
  public PartFigures {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  public static PartFigures of(Finding... findings) {
    return new PartFigures(List.of(findings), List.of());
  }

  public PartFigures noting(String note) {
    var all = new ArrayList<>(notes);
    all.add(note);
    return new PartFigures(findings, all);
  }
}
