package forja.harness;

import forja.api.ledger.Accepted;
import forja.api.ledger.Bell;
import forja.api.ledger.CancelPort;
import forja.api.ledger.Customer;
import forja.api.ledger.DatabaseConfig;
import forja.api.ledger.Lane;
import forja.api.ledger.Ledger;
import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.LedgerReader;
import forja.api.ledger.NewJob;
import forja.common.job.JobId;
import forja.common.job.JobIds;
import forja.common.job.JobRequest;
import forja.common.wire.JobWire;
import forja.common.wire.Wire;
import forja.routes.wiring.Credential;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/**
 * Customers beside the one that exists, and jobs of theirs by the hundred thousand: booked into the
 * same ledger by the same code that an api process books with.
 */
public final class Crowd implements AutoCloseable {
  private static final int A_COMMIT = 10_000;
  private static final int COMMITS_UNDER_WAY = 2;
  private static final int CONNECTIONS = 4;

  private static final String NAME =
      "insert into customer (name) values (?) on conflict do nothing";

  private static final String BEGINNINGS =
      """
      select started_at from every_job where customer = ? and started_at is not null order by started_at
      """;
  private static final String ENDS =
      """
      select finished_at from every_job where customer = ? and finished_at is not null order by finished_at
      """;

  /** Nobody asks a crowd to stop one of its jobs. */
  private static final CancelPort NO_STOPS =
      new CancelPort() {
        @Override
        public boolean removeFromQueue(Lane lane, JobId job) {
          return false;
        }

        @Override
        public void order(JobId job) {
          throw new IllegalStateException("nobody is there to stop " + job);
        }
      };

  private final Clock clock = Clock.systemUTC();
  private final JobIds ids = new JobIds(clock);
  private final LedgerDatabase database;
  private final Ledger ledger;

  private Crowd(LedgerDatabase database) {
    this.database = database;
    this.ledger = new Ledger(database, clock, new Bell(), NO_STOPS);
  }

  public static Crowd at(String database, Credential user) {
    return new Crowd(
        LedgerDatabase.open(
            new DatabaseConfig(database, user.user(), user.password(), CONNECTIONS)));
  }

  /** The customer of that name, who exists from now on. */
  public Customer customer(String name) {
    try (var connection = source().getConnection();
        var statement = connection.prepareStatement(NAME)) {
      statement.setString(1, name);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("there is no customer " + name, e);
    }
    return new LedgerReader(database).customer(name).orElseThrow();
  }

  /** Returns when all are booked; the request is what would be posted. */
  public List<JobId> book(Customer customer, String request, int jobs) {
    var asked = JobWire.request(Wire.tree(request.getBytes(StandardCharsets.UTF_8)));
    var booked = new ArrayList<JobId>(jobs);
    var underWay = new ArrayDeque<CompletableFuture<List<Accepted>>>();
    for (int left = jobs; left > 0; left -= A_COMMIT) {
      underWay.add(ledger.accept(portion(customer, asked, Math.min(left, A_COMMIT))));
      if (underWay.size() >= COMMITS_UNDER_WAY) {
        booked.addAll(booked(underWay.remove()));
      }
    }
    underWay.forEach(portion -> booked.addAll(booked(portion)));
    return booked;
  }

  private List<NewJob> portion(Customer customer, JobRequest request, int jobs) {
    var now = clock.instant();
    var portion = new ArrayList<NewJob>(jobs);
    for (int i = 0; i < jobs; i++) {
      portion.add(new NewJob(ids.next(), customer.id(), request, Optional.empty(), now));
    }
    return portion;
  }

  private static List<JobId> booked(CompletableFuture<List<Accepted>> portion) {
    return portion.join().stream().map(Crowd::booked).toList();
  }

  private static JobId booked(Accepted accepted) {
    if (accepted instanceof Accepted.Booked(var id, var _)) {
      return id;
    }
    throw new IllegalStateException("the ledger does not book it: " + accepted);
  }

  /** When the customer's jobs began to be worked on, those that have. */
  public List<Instant> beginnings(Customer customer) {
    return times(BEGINNINGS, customer);
  }

  /** When the customer's jobs ended, those that have. */
  public List<Instant> ends(Customer customer) {
    return times(ENDS, customer);
  }

  private List<Instant> times(String sql, Customer customer) {
    try (var connection = source().getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setInt(1, customer.id());
      var times = new ArrayList<Instant>();
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          times.add(row.getObject(1, OffsetDateTime.class).toInstant());
        }
      }
      return times;
    } catch (SQLException e) {
      throw new IllegalStateException("the ledger does not tell the times of " + customer, e);
    }
  }

  /** For those who look into the ledger while the crowd is there. */
  public DataSource source() {
    return database.source();
  }

  @Override
  public void close() {
    ledger.close();
    database.close();
  }
}
