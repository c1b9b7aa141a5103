package forja.bench.promise;

import forja.bench.figure.Finding;
import forja.bench.figure.Floor;
import forja.bench.figure.Latency;
import forja.bench.figure.PartFigures;
import forja.bench.figure.PromiseFigures;
import org.jspecify.annotations.Nullable;

/** The figures as text, for people. */
final class PromiseTable {
  private static final String ROW = "%-68s %6s %9s %9s %9s %9s   %-26s%n";

  private final PromiseFigures figures;
  private final StringBuilder text = new StringBuilder();

  PromiseTable(PromiseFigures figures) {
    this.figures = figures;
  }

  String text() {
    var here = figures.surroundings();
    line("%d processors, Java %s, %s".formatted(here.processors(), here.java(), here.system()));
    line(
        "load average before %s, after %s"
            .formatted(here.loadAverage(), figures.loadAverageAfterwards()));
    line("broker, database, api and workers are processes of their own; fsync is on everywhere");
    line("");
    text.append(ROW.formatted("ms", "n", "p50", "p95", "p99", "longest", "promised: found"));
    figures.parts().forEach(this::part);
    line("");
    line("resident MB: " + figures.residentAfterwards());
    line(figures.areAllKept() ? "All promises are kept." : "Not all promises are kept.");
    return text.toString();
  }

  private void part(String name, PartFigures part) {
    line(name);
    part.findings().forEach(this::finding);
    part.notes().forEach(note -> line("    (" + note + ")"));
  }

  private void finding(Finding finding) {
    var spread = finding.spread();
    var promise = words(finding.floor());
    if (spread == null) {
      text.append(ROW.formatted("  " + finding.what(), "", "", "", "", "", promise));
    } else {
      text.append(row(finding, spread, promise));
    }
  }

  private static String row(Finding finding, Latency spread, String promise) {
    return ROW.formatted(
        "  " + finding.what(),
        spread.times(),
        number(spread.p50()),
        number(spread.p95()),
        number(spread.p99()),
        number(spread.longest()),
        promise);
  }

  private static String words(@Nullable Floor floor) {
    return floor == null
        ? ""
        : "%s %s: %s, %s"
            .formatted(
                floor.what(),
                bound(floor.promised()),
                number(floor.found()),
                floor.met() ? "kept" : "NOT KEPT");
  }

  private static String bound(double bound) {
    return bound == Math.rint(bound) ? "%,.0f".formatted(bound) : "%.2f".formatted(bound);
  }

  private static String number(double number) {
    return number < 10 ? "%.2f".formatted(number) : "%,.1f".formatted(number);
  }

  private void line(String words) {
    text.append(words).append('\n');
  }
}
