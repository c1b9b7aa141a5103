package forja.bench.figure;

import java.util.LinkedHashMap;
import java.util.Map;

/** What broker, database and disk can do alone, each a second. */
public record RawLimits(
    double messagesOneACommit,
    double messagesHundredACommit,
    double databaseCommits,
    double databaseRows,
    Latency disk) {

  /** The stages whose work shares commits, as ours does. */
  public double slowestShared() {
    return Math.min(messagesHundredACommit, databaseRows);
  }

  /** The stages that commit each thing on its own. */
  public double slowestSingle() {
    return Math.min(messagesOneACommit, databaseCommits);
  }

  public Map<String, Double> byName() {
    var limits = new LinkedHashMap<String, Double>();
    limits.put("Artemis, durable, sent and received, 1 a commit", messagesOneACommit);
    limits.put("Artemis, durable, sent and received, 100 a commit", messagesHundredACommit);
    limits.put("PostgreSQL, commits of one row, 8 connections", databaseCommits);
    limits.put("PostgreSQL, rows, 500 a commit, 2 connections", databaseRows);
    return limits;
  }
}
