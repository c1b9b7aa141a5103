package forja.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import forja.api.audit.Audit;
import forja.api.audit.AuditQuery;
import forja.api.audit.AuditReader;
import forja.api.http.Access.Rule;
import forja.api.ledger.LedgerDatabase;
import java.util.Optional;

/**
 * Looks after each request of the walk whether the audit tells of it: what changes something, and
 * what was refused to whom it was not for. Not for two walks at once.
 */
final class AuditWitness {
  private static final int ENOUGH = 200;

  private final Audit audit;
  private final AuditReader reader;

  AuditWitness(Audit audit, LedgerDatabase database) {
    this.audit = audit;
    this.reader = new AuditReader(database);
  }

  /** Requests are told apart by their id: let each have its own. */
  void hasSeen(Rule rule, String request, int status) {
    boolean isTold = rule.changes() || status == 401 || status == 403;
    audit.flush();
    var told =
        reader.read(newest()).stream()
            .map(AuditReader.Entry::act)
            .filter(act -> act.origin().requestId().equals(request))
            .toList();
    if (!isTold) {
      assertThat(told).as("%s %d looks only", rule.operation(), status).isEmpty();
      return;
    }
    assertThat(told)
        .as("%s %d stands in the audit", rule.operation(), status)
        .isNotEmpty()
        .allSatisfy(act -> {
          assertThat(act.origin().operation()).isEqualTo(rule.operation());
          assertThat(act.outcome()).contains(isBooking(rule, status) ? 202 : status);
        });
  }

  /** Told as booked, also when the answer waited for the end of the job. */
  private static boolean isBooking(Rule rule, int status) {
    return rule.operation().startsWith("submitJob") && status < 300;
  }

  private static AuditQuery newest() {
    return new AuditQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ENOUGH);
  }
}
