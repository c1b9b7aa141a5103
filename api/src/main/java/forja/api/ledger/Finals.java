package forja.api.ledger;

import forja.common.job.JobId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Those who wait for the end of a job. */
final class Finals implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final LedgerSql ENDED =
      LedgerSql.of(
          """
          select id from every_job
          where id = any (:ids::uuid[]) and state in (state.SUCCEEDED, state.FAILED, state.CANCELLED)
          """);

  /** One who waits; equal only to itself. */
  private static final class Waiter {
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
  }

  private final LedgerDatabase database;
  private final LedgerReader reader;
  private final ConcurrentMap<JobId, Set<Waiter>> waiting = new ConcurrentHashMap<>();
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore somebodyWaits = new Semaphore(0);
  private final LoopThread thread;

  Finals(LedgerDatabase database, LedgerReader reader) {
    this.database = database;
    this.reader = reader;
    this.thread = LoopThread.start("ledger-finals", this::turn);
  }

  CompletableFuture<Optional<JobRow>> when(int customer, JobId id, Duration atMost) {
    var waiter = new Waiter();
    // Registered before the look, so that an end between the two is not missed.
    waiting.compute(
        id,
        (_, others) -> {
          Set<Waiter> all = others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(waiter);
          return all;
        });
    somebodyWaits.release();
    var now = reader.find(customer, id);
    if (now.isEmpty() || now.get().state().isFinal()) {
      forget(id, waiter);
      return CompletableFuture.completedFuture(now);
    }
    return waiter
        .ended
        .completeOnTimeout(false, atMost.toMillis(), TimeUnit.MILLISECONDS)
        .thenApplyAsync(
            _ -> {
              forget(id, waiter);
              return reader.find(customer, id);
            },
            readers);
  }

  private void forget(JobId id, Waiter waiter) {
    waiting.computeIfPresent(
        id,
        (_, all) -> {
          all.remove(waiter);
          return all.isEmpty() ? null : all;
        });
  }

  /** Cheap when nobody waits: called after every commit. */
  void ended(Collection<JobId> ids) {
    if (!waiting.isEmpty()) {
      for (var id : ids) {
        waiting.getOrDefault(id, Set.of()).forEach(waiter -> waiter.ended.complete(true));
      }
    }
  }

  /** Finds the ends that other processes wrote down. */
  private void turn() throws InterruptedException {
    if (waiting.isEmpty()) {
      somebodyWaits.acquire();
    }
    somebodyWaits.drainPermits();
    Thread.sleep(POLL);
    var ids = waiting.keySet().stream().map(JobId::value).toList();
    if (!ids.isEmpty()) {
      List<JobId> ended =
          database.each(connection -> {
            try (var call = ENDED.on(connection)) {
              return call.withIds("ids", ids).rows(row -> JobRowReader.id(row, "id"));
            }
          });
      ended(ended);
    }
  }

  @Override
  public void close() {
    thread.close();
    waiting.values().forEach(all -> all.forEach(waiter -> waiter.ended.complete(false)));
    readers.close();
  }
}
