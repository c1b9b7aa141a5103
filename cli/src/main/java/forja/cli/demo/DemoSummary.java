package forja.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.cli.json.Json;
import forja.cli.terminal.Ages;
import forja.cli.terminal.Cell;
import forja.cli.terminal.Ink;
import forja.cli.terminal.Table;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What came of the demo: each job, and whether its outcome is the expected one. */
final class DemoSummary {
  private final Map<String, DemoJob> jobs;
  private final Map<String, JsonNode> records;
  private final List<DemoProof> proofs;

  /** Jobs and records by id; a job without a record has not ended in time. */
  DemoSummary(Map<String, DemoJob> jobs, Map<String, JsonNode> records, List<DemoProof> proofs) {
    this.jobs = jobs;
    this.records = records;
    this.proofs = proofs;
  }

  boolean isAsExpected() {
    return jobs.keySet().stream().allMatch(this::isMet)
        && proofs.stream().allMatch(DemoProof::isKept);
  }

  long met() {
    return jobs.keySet().stream().filter(this::isMet).count();
  }

  private boolean isMet(String id) {
    return records.containsKey(id) && jobs.get(id).isMetBy(records.get(id));
  }

  Table table() {
    var table = new Table("", "JOB", "KIND", "OUTCOME", "EXPECTED", "TIME");
    jobs.forEach((id, job) -> {
      var record = records.get(id);
      var isMet = isMet(id);
      table.add(
          mark(isMet),
          Cell.of(job.name()),
          Cell.dim(job.kind()),
          outcome(record),
          isMet ? Cell.dim("as expected") : new Cell(job.expectation(), Ink.RED),
          Cell.dim(record == null ? "" : time(record)));
    });
    return table;
  }

  Table promises() {
    var table = new Table("", "PROMISE", "WHAT WAS SEEN");
    for (var proof : proofs) {
      table.add(mark(proof.isKept()), Cell.of(proof.promise()), Cell.dim(proof.seen()));
    }
    return table;
  }

  private static Cell mark(boolean isGood) {
    return new Cell(isGood ? "ok" : "NO", isGood ? Ink.GREEN : Ink.RED);
  }

  private static Cell outcome(@org.jspecify.annotations.Nullable JsonNode record) {
    return record == null
        ? new Cell("not ended in time", Ink.RED)
        : new Cell(DemoJob.outcome(record), Ink.ofState(Json.text(record, "state")));
  }

  private static String time(JsonNode record) {
    var end = Ages.instant(Json.text(record, "finishedAt"));
    return Ages.instant(Json.text(record, "acceptedAt"))
        .flatMap(begin -> end.map(last -> Ages.exact(Duration.between(begin, last))))
        .orElse("");
  }

  ObjectNode document() {
    var document = Json.object().put("asExpected", isAsExpected());
    document.put("customer", DemoGuest.CUSTOMER).put("user", DemoGuest.USER);
    var items = document.putArray("items");
    jobs.forEach((id, job) -> {
      var item = items.addObject().put("name", job.name()).put("asExpected", isMet(id));
      item.set("expected", job.expected());
      item.set("job", records.get(id));
    });
    var promises = document.putArray("promises");
    proofs.forEach(proof -> promises.add(proof.document()));
    return document;
  }
}
