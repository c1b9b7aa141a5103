package forja.intake;

import static org.awaitility.Awaitility.await;

import forja.api.Api;
import forja.api.ApiConfig;
import forja.api.ledger.DatabaseConfig;
import forja.api.ledger.JobFilter;
import forja.api.ledger.JobRow;
import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.LedgerReader;
import forja.routes.wiring.Credential;
import forja.standalone.BrokerUserBook;
import forja.standalone.Database;
import forja.standalone.EmbeddedBroker;
import forja.standalone.StandaloneConfig;
import forja.worker.Worker;
import forja.worker.WorkerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.core.server.ActiveMQServer;

/** A farm in this process, at free ports, for the customers {@code main} and {@code other}. */
final class FarmOfTwo implements AutoCloseable {
  static final String MAIN = "main";
  static final String OTHER = "other";

  private final Path data;
  private final Database postgres;
  private final EmbeddedBroker broker;
  private final LedgerDatabase database;
  private final LedgerReader ledger;
  private Api api;
  private final Worker worker;

  private FarmOfTwo(Path data) throws IOException, SQLException {
    this.data = data;
    this.postgres = Database.start(data);
    var words = List.of("--broker-port", "0", "--data", data.toString());
    this.broker =
        EmbeddedBroker.start(StandaloneConfig.read(words, Map.of()), List.of(MAIN, OTHER));
    this.database = openDatabase();
    this.ledger = new LedgerReader(database);
    addTheOther();
    this.api = newApi();
    this.worker = newWorker("default");
  }

  static FarmOfTwo start(Path data) throws IOException, SQLException {
    return new FarmOfTwo(data);
  }

  private LedgerDatabase openDatabase() {
    var credential = postgres.credential();
    return LedgerDatabase.open(
        new DatabaseConfig(postgres.url(), credential.user(), credential.password(), 4));
  }

  private void addTheOther() throws SQLException {
    try (var connection = database.source().getConnection();
        var insert =
            connection.prepareStatement(
                "insert into customer (name) values (?) on conflict do nothing")) {
      insert.setString(1, OTHER);
      insert.executeUpdate();
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    }
  }

  private Api newApi() throws IOException {
    var words =
        new ArrayList<>(
            List.of("--port", "0", "--broker", broker().toString(), "--database", postgres.url()));
    words.addAll(List.of("--rate-limit", "0"));
    var config = ApiConfig.read(words, Map.of("FORJA_DATA", data.toString()));
    return Api.start(config, credential("api"), Clock.systemUTC());
  }

  /** It is called like its pool. */
  Worker newWorker(String pool) throws IOException {
    users().addWorker(pool, List.of(pool));
    var credential = Credential.ofWorker(pool);
    var words = new ArrayList<>(List.of("--broker", broker().toString(), "--slots", "16"));
    words.addAll(List.of("--name", pool, "--pool", pool));
    words.addAll(List.of("--credential", credentialFile(credential).toString()));
    var config = WorkerConfig.read(words, Map.of("FORJA_DATA", data.toString()));
    return Worker.start(config, credential(credential), Clock.systemUTC());
  }

  BrokerUserBook users() {
    return BrokerUserBook.in(data);
  }

  /** The credential of a worker that somebody else plays; he may connect when this returns. */
  Credential worker(String name, String... pools) throws IOException {
    users().addWorker(name, List.of(pools));
    var credential = credential(Credential.ofWorker(name));
    await().until(() -> isLetIn(credential));
    return credential;
  }

  boolean isLetIn(Credential credential) throws Exception {
    try (var program = new CoreProgram(broker(), credential)) {
      return !program.session().isClosed();
    } catch (ActiveMQSecurityException refused) {
      return false;
    }
  }

  URI broker() {
    return broker.address();
  }

  ActiveMQServer server() {
    return broker.server();
  }

  Credential credential(String user) throws IOException {
    return Credential.read(data.resolve("credentials").resolve(user + ".credential"));
  }

  Path credentialFile(String user) {
    return data.resolve("credentials").resolve(user + ".credential");
  }

  Credential customer(String name) throws IOException {
    return credential("customer-" + name);
  }

  AmqpProgram amqp(String customer) throws Exception {
    return new AmqpProgram(broker(), customer(customer));
  }

  StompProgram stomp(String customer) throws IOException {
    return new StompProgram(broker(), customer(customer));
  }

  CoreProgram core(String customer) throws Exception {
    return new CoreProgram(broker(), customer(customer));
  }

  HttpCaller http() throws IOException {
    return new HttpCaller(api.address(), data.resolve("admin.token"));
  }

  /** The jobs of a customer that carry a mark as their label. */
  List<JobRow> marked(String customer, String mark) {
    var id = ledger.customer(customer).orElseThrow().id();
    var filter =
        new JobFilter(
            Set.of(),
            Set.of(),
            Map.of("mark", mark),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return ledger.list(id, filter, Optional.empty(), 1_000);
  }

  void stopApi() {
    api.close();
  }

  void startApi() throws IOException {
    api = newApi();
  }

  @Override
  public void close() {
    worker.close();
    api.close();
    database.close();
    broker.close();
    postgres.close();
  }
}
