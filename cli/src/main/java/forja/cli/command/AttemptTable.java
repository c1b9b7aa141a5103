package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.json.Json;
import forja.cli.terminal.Ages;
import forja.cli.terminal.Cell;
import forja.cli.terminal.Table;
import java.time.Duration;

/** How often a job was tried, one line for each attempt. */
final class AttemptTable {
  private AttemptTable() {}

  static Table of(JsonNode attempts) {
    var table = new Table("ATTEMPT", "TOKEN", "WORKER", "STARTED", "TOOK", "OUTCOME", "FAILURE");
    attempts.path("items").forEach(attempt -> add(table, attempt));
    return table;
  }

  private static void add(Table table, JsonNode attempt) {
    table.add(
        Cell.of(Json.text(attempt, "number")),
        Cell.of(Json.text(attempt, "token")),
        Cell.of(Json.text(attempt, "worker")),
        Cell.of(Json.text(attempt, "startedAt")),
        Cell.of(took(attempt)),
        Cell.state(Json.text(attempt, "outcome")),
        Cell.of(Json.text(attempt.path("failure"), "message")));
  }

  private static String took(JsonNode attempt) {
    var started = Ages.instant(Json.text(attempt, "startedAt"));
    var ended = Ages.instant(Json.text(attempt, "endedAt"));
    return started
        .flatMap(from -> ended.map(to -> Ages.exact(Duration.between(from, to))))
        .orElse("");
  }
}
