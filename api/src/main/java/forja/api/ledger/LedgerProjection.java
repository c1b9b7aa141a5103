package forja.api.ledger;

import forja.common.job.JobId;
import forja.common.job.ReportBundle;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what workers report. Duplicated, shuffled and late reports change nothing. Safe for
 * many threads.
 */
public final class LedgerProjection {
  private static final Logger log = LoggerFactory.getLogger(LedgerProjection.class);

  private final LedgerDatabase database;
  private final Bell bell;
  private final DeadReports dead;
  private final LongAdder refused = new LongAdder();
  private final LongAdder refusedBatches = new LongAdder();

  public LedgerProjection(LedgerDatabase database, Bell bell, DeadReports dead) {
    this.database = database;
    this.bell = bell;
    this.dead = dead;
  }

  /**
   * One transaction; returns after the commit. When it throws, nothing was written or nobody knows:
   * apply the same bundles again.
   */
  public void apply(List<ReportBundle> bundles) {
    var rounds = TaleRounds.of(bundles);
    try {
      tell(write(rounds));
    } catch (LedgerRefusal refusal) {
      refusedBatches.increment();
      log.warn(
          "a batch of reports was refused, each is now written alone: {}", refusal.getMessage());
      rounds.stream().flatMap(List::stream).forEach(this::applyAlone);
    }
  }

  /** Reports that the database refused. */
  public long refused() {
    return refused.sum();
  }

  /** Batches that had to be written report by report. */
  public long refusedBatches() {
    return refusedBatches.sum();
  }

  private void applyAlone(Tale tale) {
    try {
      tell(write(List.of(List.of(tale))));
    } catch (LedgerRefusal refusal) {
      refused.increment();
      dead.refuse(tale.asBundle(), String.valueOf(refusal.getMessage()));
    }
  }

  private List<TaleTable.Changed> write(List<List<Tale>> rounds) {
    return switch (rounds.size()) {
      case 0 -> List.of();
      case 1 -> database.each(connection -> TaleTable.record(connection, rounds.getFirst()));
      default -> database.together(connection -> writeAll(connection, rounds));
    };
  }

  private static List<TaleTable.Changed> writeAll(Connection connection, List<List<Tale>> rounds)
      throws SQLException {
    var changed = new ArrayList<TaleTable.Changed>();
    for (var round : rounds) {
      changed.addAll(TaleTable.record(connection, round));
    }
    return changed;
  }

  private void tell(List<TaleTable.Changed> changed) {
    if (changed.stream().anyMatch(job -> !job.state().isOut())) {
      bell.jobsMayGo();
    }
    bell.jobsChanged(ended(changed));
  }

  private static List<JobId> ended(List<TaleTable.Changed> changed) {
    return changed.stream()
        .filter(job -> job.state().isFinal())
        .map(TaleTable.Changed::id)
        .toList();
  }
}
