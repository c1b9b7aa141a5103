package forja.api.ledger;

import forja.common.job.JobState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Books what has come in since the last commit by one commit; the next one starts when that has
 * ended.
 */
final class BookingLoop implements AutoCloseable {
  private static final int MOST_PER_COMMIT = 10_000;

  private final LedgerDatabase database;
  private final Clock clock;
  private final Bell bell;
  private final int mostWaiting;
  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final LoopThread thread;

  /** Jobs of one caller, who waits for the answer. */
  private record Asked(List<Booking> bookings, CompletableFuture<List<Accepted>> answer) {}

  BookingLoop(LedgerDatabase database, Clock clock, Bell bell, int mostWaiting) {
    this.database = database;
    this.clock = clock;
    this.bell = bell;
    this.mostWaiting = mostWaiting;
    this.thread = LoopThread.start("ledger-booking", this::turn);
  }

  CompletableFuture<List<Accepted>> book(List<Booking> bookings) {
    var answer = new CompletableFuture<List<Accepted>>();
    int before = waiting.getAndAdd(bookings.size());
    if (before > 0 && before + bookings.size() > mostWaiting) {
      waiting.addAndGet(-bookings.size());
      answer.completeExceptionally(new LedgerBusy(before));
    } else {
      asked.add(new Asked(bookings, answer));
    }
    return answer;
  }

  boolean knows(BookingKeys.Name key) {
    return database.each(connection -> BookingKeys.isKnown(connection, key, clock.instant()));
  }

  private void turn() throws InterruptedException {
    var batch = new ArrayList<Asked>();
    var bookings = new ArrayList<Booking>();
    var next = asked.take();
    while (next != null) {
      batch.add(next);
      bookings.addAll(next.bookings);
      next = hasRoom(bookings) ? asked.poll() : null;
    }
    waiting.addAndGet(-bookings.size());
    try {
      answer(batch, bookAll(bookings));
    } catch (RuntimeException failed) {
      batch.forEach(request -> request.answer.completeExceptionally(failed));
    }
  }

  private boolean hasRoom(List<Booking> bookings) {
    var next = asked.peek();
    return next != null && bookings.size() + next.bookings.size() <= MOST_PER_COMMIT;
  }

  private void answer(List<Asked> batch, List<Accepted> answers) {
    bell.jobsMayGo();
    bell.jobsChanged(List.of());
    int from = 0;
    for (var request : batch) {
      int to = from + request.bookings.size();
      request.answer.complete(List.copyOf(answers.subList(from, to)));
      from = to;
    }
  }

  /** A batch with a job that the database refuses is halved until that one stands alone. */
  private List<Accepted> bookAll(List<Booking> bookings) {
    try {
      return write(bookings);
    } catch (LedgerRefusal refusal) {
      if (bookings.size() == 1) {
        var reason = String.valueOf(refusal.getMessage());
        return List.of(new Accepted.Refused(bookings.getFirst().job().id(), reason));
      }
      int half = bookings.size() / 2;
      var answers = new ArrayList<>(bookAll(bookings.subList(0, half)));
      answers.addAll(bookAll(bookings.subList(half, bookings.size())));
      return answers;
    }
  }

  private List<Accepted> write(List<Booking> bookings) {
    if (bookings.isEmpty()) {
      return List.of();
    }
    if (bookings.stream().noneMatch(BookingLoop::mayBeThere)) {
      return database.each(connection -> {
        BookingTable.book(connection, bookings);
        return bookings.stream().map(BookingLoop::booked).toList();
      });
    }
    return database.together(connection -> writeKeyed(connection, bookings));
  }

  private List<Accepted> writeKeyed(Connection connection, List<Booking> bookings)
      throws SQLException {
    var keyed = bookings.stream().filter(booking -> booking.job().key().isPresent()).toList();
    var holders = BookingKeys.take(connection, keyed, clock.instant());
    var answers = new ArrayList<Accepted>();
    for (var booking : bookings) {
      answers.add(
          booking.job().key().isEmpty()
              ? booked(booking)
              : BookingKeys.answer(booking, holders.get(BookingKeys.Name.of(booking))));
    }
    var settled = UniqueBookings.settle(connection, bookings, answers);
    var toBook = new ArrayList<Booking>();
    for (int i = 0; i < bookings.size(); i++) {
      if (settled.get(i) instanceof Accepted.Booked) {
        toBook.add(bookings.get(i));
      }
    }
    BookingTable.book(connection, toBook);
    return settled;
  }

  private static boolean mayBeThere(Booking booking) {
    return booking.job().key().isPresent() || booking.job().request().unique().isPresent();
  }

  private static Accepted booked(Booking booking) {
    JobState state = booking.state();
    return new Accepted.Booked(booking.job().id(), state);
  }

  @Override
  public void close() {
    thread.close();
    for (var left = asked.poll(); left != null; left = asked.poll()) {
      left.answer.completeExceptionally(new LedgerBusy(waiting.get()));
    }
  }
}
