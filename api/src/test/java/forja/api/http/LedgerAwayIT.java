package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import forja.api.http.contract.OpenApi.Operation;
import forja.api.ledger.DatabaseConfig;
import forja.api.ledger.PostgresForTests;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PostgreSQL goes away: whoever needs it is told to come back, and finds everything as it was. */
class LedgerAwayIT {
  private static final Set<String> NOT_OF_THE_LEDGER = Set.of("ready", "changeWorker");

  private static final Contract CONTRACT = new Contract();
  private static CutWire wire;
  private static ApiForTests api;

  @BeforeAll
  static void start() {
    var direct = PostgresForTests.emptyDatabase(LedgerAwayIT.class, 12);
    var address = URI.create(direct.url().substring("jdbc:".length()));
    wire = new CutWire(address.getPort());
    var url = "jdbc:postgresql://localhost:" + wire.port() + address.getPath();
    api = new ApiForTests(new DatabaseConfig(url, direct.user(), direct.password(), 12));
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
    wire.close();
  }

  static Stream<Operation> operations() {
    return CONTRACT.api.operations().stream()
        .filter(operation -> CONTRACT.statuses(operation).contains(503))
        .filter(operation -> !NOT_OF_THE_LEDGER.contains(operation.id()));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void saysWhenToComeBack(Operation operation) throws Exception {
    var path =
        operation
            .path()
            .replace("{id}", api.aSleepingJob().toString())
            .replace("{subject}", "lock/some")
            .replace("{what}", "pool")
            .replace("{name}", "some");
    wire.cut();
    try {
      var method = operation.method().toUpperCase(Locale.ROOT);
      var request =
          api.request(path, "Content-Type", "application/json").method(method, body(operation));

      var answer = api.answer(request.build());

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      CONTRACT.check(operation, answer);
    } finally {
      wire.mend();
      awaitLedger();
    }
  }

  private static BodyPublisher body(Operation operation) {
    return switch (operation.id()) {
      case "submitJob" -> BodyPublishers.ofString("{\"kind\":\"farm.ping\"}");
      case "submitJobs" -> BodyPublishers.ofString("[{\"kind\":\"farm.ping\"}]");
      case "setLimit" -> BodyPublishers.ofString("{\"permits\":3}");
      default -> BodyPublishers.noBody();
    };
  }

  private static void awaitLedger() {
    Awaitility.await().until(() -> api.get("/jobs").statusCode() == 200);
  }
}
