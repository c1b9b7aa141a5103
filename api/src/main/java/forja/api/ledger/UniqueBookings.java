package forja.api.ledger;

import forja.common.job.JobId;
import forja.common.job.Unique;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds out which of the jobs to be booked are not, because another job has their unique key. */
final class UniqueBookings {
  private final Connection connection;

  /** What became of a job that was to be booked, by its id. */
  private final Map<JobId, Accepted> instead = new HashMap<>();

  private UniqueBookings(Connection connection) {
    this.connection = connection;
  }

  /** The answers again, with another one for each job that is not booked after all. */
  static List<Accepted> settle(
      Connection connection, List<Booking> bookings, List<Accepted> answers) throws SQLException {
    var toBook = new ArrayList<Booking>();
    for (int i = 0; i < bookings.size(); i++) {
      if (answers.get(i) instanceof Accepted.Booked && unique(bookings.get(i)).isPresent()) {
        toBook.add(bookings.get(i));
      }
    }
    return toBook.isEmpty() ? answers : new UniqueBookings(connection).settle(toBook, answers);
  }

  private List<Accepted> settle(List<Booking> toBook, List<Accepted> answers) throws SQLException {
    var asking = new TreeMap<UniqueJobs.Name, JobId>();
    toBook.forEach(booking -> asking.putIfAbsent(name(booking), booking.job().id()));
    var held = UniqueJobs.held(connection, asking);
    for (var booking : toBook) {
      // The first of a batch holds what nobody held before, and answers for those behind it.
      var existing = held.putIfAbsent(name(booking), ofBatch(booking));
      if (existing != null) {
        instead.put(booking.job().id(), answer(booking, existing));
      }
    }
    correctKeys(toBook);
    return answers.stream().map(this::corrected).toList();
  }

  private static Accepted.Existing ofBatch(Booking booking) {
    return new Accepted.Existing(booking.job().id(), booking.state());
  }

  private static Accepted answer(Booking booking, Accepted.Existing existing) {
    return switch (unique(booking).orElseThrow().otherwise()) {
      case EXISTING -> existing;
      case REFUSE -> new Accepted.NotUnique(existing.id(), existing.state());
    };
  }

  /** A booking key stands for the job that answers; who is refused may ask again under its own. */
  private void correctKeys(List<Booking> toBook) throws SQLException {
    var moved = new TreeMap<BookingKeys.Name, JobId>();
    var refused = new TreeSet<BookingKeys.Name>();
    for (var booking : toBook) {
      if (booking.job().key().isPresent()) {
        switch (instead.get(booking.job().id())) {
          case Accepted.Existing(var id, _) -> moved.put(BookingKeys.Name.of(booking), id);
          case Accepted.NotUnique _ -> refused.add(BookingKeys.Name.of(booking));
          case null, default -> {}
        }
      }
    }
    BookingKeys.move(connection, moved);
    BookingKeys.refuse(connection, refused);
  }

  /** Also for those who repeated a request of the same batch. */
  private Accepted corrected(Accepted answer) {
    var other = instead.get(answer.id());
    if (other == null) {
      return answer;
    }
    return switch (answer) {
      case Accepted.Booked _ -> other;
      case Accepted.Repeated _ ->
          other instanceof Accepted.Existing(var id, var state)
              ? new Accepted.Repeated(id, state)
              : other;
      default -> answer;
    };
  }

  private static UniqueJobs.Name name(Booking booking) {
    return UniqueJobs.Name.of(booking.job().customer(), unique(booking).orElseThrow());
  }

  private static Optional<Unique> unique(Booking booking) {
    return booking.job().request().unique();
  }
}
