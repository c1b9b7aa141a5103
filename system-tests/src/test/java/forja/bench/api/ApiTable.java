package forja.bench.api;

import forja.bench.figure.ApiFigures;
import forja.bench.figure.ApiRate;
import forja.bench.figure.Floor;

/** The figures as text, for people. */
final class ApiTable {
  private final ApiFigures figures;
  private final StringBuilder text = new StringBuilder();

  ApiTable(ApiFigures figures) {
    this.figures = figures;
  }

  String text() {
    var here = figures.surroundings();
    line("%d processors, Java %s, %s".formatted(here.processors(), here.java(), here.system()));
    line(
        "load average before %s, after %s"
            .formatted(here.loadAverage(), figures.loadAverageAfterwards()));
    line("broker, database and two apis are processes of their own, no worker; fsync is on");
    line("");
    line(
        "%-20s %-32s %10s %9s %9s %9s"
            .formatted("", "guard", "requests/s", "p50 ms", "p99 ms", "longest"));
    figures.rates().forEach(this::rate);
    line("");
    line("%-76s %8s %8s".formatted("Promised", "at least", "found"));
    figures.floors().forEach(this::floor);
    line(figures.allFloorsMet() ? "All floors are met." : "Not all floors are met.");
    return text.toString();
  }

  private void rate(ApiRate rate) {
    var latency = rate.latency();
    line(
        "%-20s %-32s %,10.0f %9.2f %9.2f %9.2f"
            .formatted(
                rate.question(),
                rate.guard(),
                rate.perSecond(),
                latency.p50(),
                latency.p99(),
                latency.longest()));
  }

  private void floor(Floor floor) {
    line(
        "%-76s %8.2f %8.2f  %s"
            .formatted(
                floor.what(), floor.promised(), floor.found(), floor.met() ? "met" : "NOT MET"));
  }

  private void line(String words) {
    text.append(words).append('\n');
  }
}
