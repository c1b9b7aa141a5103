package forja.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import forja.api.audit.Audit;
import forja.api.ledger.Bell;
import forja.api.ledger.Customer;
import forja.api.ledger.DatabaseConfig;
import forja.api.ledger.DeadLetter;
import forja.api.ledger.DeadLetterPage;
import forja.api.ledger.DeadLetters;
import forja.api.ledger.Dispatcher;
import forja.api.ledger.Feed;
import forja.api.ledger.Lane;
import forja.api.ledger.Ledger;
import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.LedgerProjection;
import forja.api.ledger.LedgerReader;
import forja.api.ledger.LogProjection;
import forja.api.ledger.NewDeadLetter;
import forja.api.ledger.Partitions;
import forja.api.worker.WorkerView;
import forja.common.job.Capability;
import forja.common.job.ControlOrder;
import forja.common.job.Heartbeat;
import forja.common.job.JobId;
import forja.common.job.JobIds;
import forja.common.job.WorkerState;
import forja.common.wire.Wire;
import forja.routes.wiring.BrokerAway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** The api over a ledger on a database of its own; the test plays the workers. */
public final class ApiForTests implements AutoCloseable {
  public static final String TOKEN = "a-token-for-tests";
  public static final Duration PATIENCE = Duration.ofSeconds(30);
  static final Lane FARM = new Lane(Capability.FARM, "default");

  final Clock clock = Clock.systemUTC();
  public final WorkerForTests worker = new WorkerForTests(clock);
  final AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());
  public final LedgerReader reader;
  public final LedgerDatabase database;
  public final CallersForTests callers;
  public final Audit audit;
  final Bell bell = new Bell();
  final Ledger ledger;
  final Feed feed;
  public final LogProjection logs;
  public final DeadLetters dead;
  final List<DeadLetter> sentAgain = new CopyOnWriteArrayList<>();
  public final int port;
  final StoresForTests stores;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Runnable> endings = new ArrayList<>();

  public ApiForTests(DatabaseConfig config) {
    database = LedgerDatabase.open(config);
    settle(Customer.MAIN);
    new Partitions(database, clock).start();
    reader = new LedgerReader(database);
    callers = new CallersForTests(reader::customer);
    dead = new DeadLetters(database, new JobIds(clock), clock);
    audit = new Audit(database, clock);
    ledger = new Ledger(database, clock, bell, worker);
    feed = new Feed(database, reader, bell);
    worker.reportTo(new LedgerProjection(database, bell, (bundle, reason) -> {}));
    logs = new LogProjection(database, bell, LogProjection.DEFAULT_BUDGET);
    var dispatcher = new Dispatcher(database, clock, bell, () -> Map.of(FARM, 1_000), worker);
    dispatcher.start();
    stores = new StoresForTests(this);
    var http = http();
    port = http.start("127.0.0.1", 0);
    endings.addAll(
        List.of(
            http::close,
            stores::close,
            dispatcher::close,
            worker::close,
            feed::close,
            ledger::close,
            audit::close,
            database::close));
  }

  private HttpApi http() {
    var resources = new ResourcesForTests(this);
    return new HttpApi(
        new Gate(this::callerOf, stores.customers),
        audit,
        resources.metrics,
        resources.streams,
        resources.all());
  }

  /** Tokens of tests, and those that the farm has given out. */
  private Optional<Caller> callerOf(String token) {
    return callers.byToken(token).or(() -> stores.identity.identity().byToken(token));
  }

  void hear(ControlOrder order) {
    trouble
        .get()
        .ifPresent(why -> {
          throw new BrokerAway(new IllegalStateException(order + ": " + why));
        });
  }

  void sendAgain(DeadLetter letter) {
    trouble
        .get()
        .ifPresent(why -> {
          throw new BrokerAway(new IllegalStateException(letter.id() + ": " + why));
        });
    sentAgain.add(letter);
  }

  /** A request for a job that was refused. */
  UUID aDeadLetter(String address) {
    return aDeadLetter(1, address);
  }

  /** The same, of this customer. */
  public UUID aDeadLetter(int customer, String address) {
    var origin = UUID.randomUUID().toString();
    dead.keep(
        List.of(
            new NewDeadLetter(
                customer,
                address,
                "as asked",
                Optional.empty(),
                origin,
                true,
                "{}".getBytes(UTF_8))));
    var all = new DeadLetterPage(List.of(customer), Optional.empty(), Optional.empty(), 1);
    return dead.list(all).getFirst().id();
  }

  WorkerView aWorker() {
    var serving = new Heartbeat.Serving(Capability.FARM, "default", 4, 1);
    var now = clock.instant();
    return new WorkerView(
        new Heartbeat(
            WorkerForTests.NAME, "host-a", 7, now, WorkerState.ACTIVE, List.of(serving), List.of()),
        now);
  }

  /** A request with the token; headers in pairs. */
  public HttpRequest.Builder request(String path, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + TOKEN);
    return headers.length == 0 ? request : request.headers(headers);
  }

  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** The answer; of a stream that would not end only its head. */
  public Answer answer(HttpRequest request) throws IOException, InterruptedException {
    var head = client.send(request, BodyHandlers.ofInputStream());
    try (var body = head.body()) {
      boolean isEndless = head.statusCode() == 200 && request.uri().getPath().equals("/events");
      var text = isEndless ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(head.statusCode(), head.headers(), text);
    }
  }

  public HttpClient client() {
    return client;
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).GET());
  }

  HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  HttpResponse<String> post(String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body)));
  }

  HttpResponse<String> lines(String body, String... headers)
      throws IOException, InterruptedException {
    return send(
        request("/jobs:batch", headers)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(body)));
  }

  /** One more customer. */
  public Customer aCustomer(String name) throws SQLException {
    execute("insert into customer (name) values ('" + name + "')");
    stores.customers.refresh();
    var customer = reader.customer(name).orElseThrow();
    PeopleForTests.settle(database, customer);
    return customer;
  }

  /** As if jobs before yesterday had been dropped. */
  void forgetTheOldest() throws SQLException {
    execute("update kept set since = now() - interval '1 day'");
  }

  private void settle(Customer customer) {
    try {
      PeopleForTests.settle(database, customer);
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection = database.source().getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** A job that goes on until the test ends it. */
  JobId aSleepingJob() throws IOException, InterruptedException {
    return idOf(post("/jobs", "{\"kind\":\"farm.sleep\",\"spec\":{\"for\":\"PT1H\"}}"));
  }

  JobId aFinishedJob() throws IOException, InterruptedException {
    return idOf(post("/jobs", "{\"kind\":\"farm.ping\"}", "Prefer", "wait=30"));
  }

  static JobId idOf(HttpResponse<String> response) {
    return JobId.of(json(response).path("id").asText());
  }

  static JsonNode json(HttpResponse<String> response) {
    return Wire.tree(response.body().getBytes(StandardCharsets.UTF_8));
  }

  static JsonNode json(Answer answer) {
    return Wire.tree(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    client.shutdownNow();
    endings.forEach(Runnable::run);
  }
}
