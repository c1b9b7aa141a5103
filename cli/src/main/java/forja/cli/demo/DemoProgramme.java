package forja.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the demo shows: a list of jobs, as data, for the kinds that the farm has. */
record DemoProgramme(List<DemoJob> jobs) {
  private static final String RESOURCE = "/forja/cli/demo.json";

  /** Every kind has its turn, also one that was added after the programme was written. */
  static DemoProgramme forKinds(JsonNode kinds) {
    var written = written();
    var known = written.stream().map(DemoJob::kind).collect(Collectors.toSet());
    var offered = kinds.findValuesAsText("name");
    var jobs =
        new ArrayList<>(written.stream().filter(job -> offered.contains(job.kind())).toList());
    for (var kind : kinds) {
      if (!known.contains(Json.text(kind, "name"))) {
        jobs.add(DemoJob.example(kind));
      }
    }
    return new DemoProgramme(List.copyOf(jobs));
  }

  private static List<DemoJob> written() {
    try (var resource = DemoProgramme.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException(RESOURCE + " is missing");
      }
      var jobs = new ArrayList<DemoJob>();
      Json.read(resource.readAllBytes()).forEach(entry -> jobs.add(DemoJob.of(entry)));
      return jobs;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
