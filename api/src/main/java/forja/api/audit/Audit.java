package forja.api.audit;

import forja.api.http.Call;
import forja.api.http.Witness;
import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.LoopThread;
import forja.api.ledger.Origin;
import forja.common.job.JobIds;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that what changes something stands in the audit before it is done, and with its
 * outcome before the answer leaves; and what was refused, soon after. What cannot be written is not
 * done.
 */
public final class Audit implements Witness, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Audit.class);

  /** They stand in the audit by the statement that books; see {@code BookingTable}. */
  private static final Set<String> BOOKINGS = Set.of("submitJob", "submitJobs");

  private static final int MOST_KINDS = 10_000;
  private static final int FIRST_REFUSAL = 400;
  private static final Duration LOOK_EACH = Duration.ofSeconds(5);
  private static final Duration LAST_WORDS_WITHIN = Duration.ofSeconds(3);

  private final Clock clock;
  private final JobIds ids;
  private final AuditLoop loop;
  private final Refusals refusals;
  private final Map<UUID, CompletableFuture<Void>> unwritten = new ConcurrentHashMap<>();
  private final LoopThread sweeper;

  public Audit(LedgerDatabase database, Clock clock) {
    this.clock = clock;
    this.ids = new JobIds(clock);
    this.loop = new AuditLoop(database);
    this.refusals = new Refusals(clock, MOST_KINDS, this::write);
    this.sweeper = LoopThread.start("audit-refusals", this::sweep);
  }

  private void sweep() throws InterruptedException {
    Thread.sleep(LOOK_EACH);
    refusals.closeOld();
  }

  @Override
  public Ending begins(Call call) {
    if (!call.rule().changes()) {
      return this::afterReading;
    }
    if (call.rule().isOpen() || BOOKINGS.contains(call.rule().operation())) {
      return this::afterwards;
    }
    var act = act(call, Optional.empty());
    loop.add(act).join();
    return (known, status) -> end(act, known, status);
  }

  private void end(Act act, Call known, int status) {
    loop.end(new AuditTable.End(act.id(), act.customer(), status, Origin.bounded(known.object())))
        .join();
  }

  /** Who may look is not written down, but who may not. */
  private void afterReading(Call call, int status) {
    if (isForStrangers(status)) {
      refusals.add(call, status);
    }
  }

  /** Of a stranger nobody knows before who he is, and a booking has not come about. */
  private void afterwards(Call call, int status) {
    if (status < FIRST_REFUSAL) {
      loop.add(act(call, Optional.of(status))).join();
    } else {
      refusals.add(call, status);
    }
  }

  @Override
  public void refused(Call call, int status) {
    if (call.rule().changes() || isForStrangers(status)) {
      refusals.add(call, status);
    }
  }

  private static boolean isForStrangers(int status) {
    return status == 401 || status == 403;
  }

  private Act act(Call call, Optional<Integer> outcome) {
    return new Act(
        ids.next().value(),
        call.customer(),
        1,
        clock.instant(),
        outcome,
        call.origin(),
        call.object());
  }

  private void write(Refusals.Refusal refusal) {
    var kind = refusal.kind();
    var told = refusal.call().origin();
    var origin =
        new Origin(
            kind.who(),
            kind.who().isEmpty() ? "" : told.role(),
            kind.operation(),
            kind.address(),
            told.requestId());
    var act =
        new Act(
            ids.next().value(),
            kind.customer(),
            refusal.times(),
            refusal.at(),
            Optional.of(kind.status()),
            origin,
            refusal.call().object());
    var written = loop.add(act);
    unwritten.put(act.id(), written);
    var _ =
        written.whenComplete((_, failed) -> {
          unwritten.remove(act.id());
          if (failed != null) {
            refusals.takeBack(refusal);
          }
        });
  }

  /** Returns when all that was refused so far stands in the audit. */
  public void flush() {
    refusals.closeAll();
    var all = CompletableFuture.allOf(unwritten.values().toArray(CompletableFuture<?>[]::new));
    try {
      all.get(LAST_WORDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException late) {
      log.warn("what was refused lately does not stand in the audit: {}", late.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    sweeper.close();
    flush();
    loop.close();
  }
}
