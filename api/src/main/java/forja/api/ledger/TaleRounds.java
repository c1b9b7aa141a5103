package forja.api.ledger;

import forja.common.job.JobId;
import forja.common.job.ReportBundle;
import forja.common.job.Token;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Folds bundles into rounds: within a round a job stands once, and older tokens stand in earlier
 * rounds.
 */
final class TaleRounds {
  private TaleRounds() {}

  static List<List<Tale>> of(Collection<ReportBundle> bundles) {
    var jobs = new TreeMap<JobId, SortedMap<Token, Tale>>();
    for (var bundle : bundles) {
      for (var report : bundle.reports()) {
        jobs.computeIfAbsent(report.job(), _ -> new TreeMap<>())
            .merge(report.token(), Tale.of(bundle.worker(), report), Tale::and);
      }
    }
    var rounds = new ArrayList<List<Tale>>();
    for (var tales : jobs.values()) {
      int round = 0;
      for (var tale : tales.values()) {
        if (round == rounds.size()) {
          rounds.add(new ArrayList<>());
        }
        rounds.get(round++).add(tale);
      }
    }
    return rounds;
  }
}
