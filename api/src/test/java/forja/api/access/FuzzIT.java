package forja.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import forja.api.http.ApiForTests;
import forja.api.http.contract.OpenApi;
import forja.api.ledger.PostgresForTests;
import forja.common.wire.Wire;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Sends what comes to mind to every operation, good and broken: nothing breaks, nothing hangs, no
 * answer tells of our insides, and what is refused leaves no row behind. {@code -Dfuzz.requests}
 * and {@code -Dfuzz.seed} ask for more and for others.
 */
class FuzzIT {
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 10_000);
  private static final long SEED = Long.getLong("fuzz.seed", 4);
  private static final int MOST_FINDINGS = 15;

  private static final Pattern INSIDES =
      Pattern.compile(
          "Exception|\\bat (forja|java|org|io)\\.|\\b(forja|java|javax|org|io|com)\\.[a-z]+\\.[a-zA-Z.]+[A-Z]|SQLState|"
              + "PSQL|Hibernate|ERROR: |select .* from ",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern IDS =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");

  private static ApiForTests api;
  private static Rows rows;

  private final OpenApi document = OpenApi.shipped();
  private final List<String> known = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();

  @BeforeAll
  static void start() throws Exception {
    api = new ApiForTests(PostgresForTests.emptyDatabase(FuzzIT.class, 12));
    var customer = api.aCustomer("fuzz");
    var objects = new OwnObjects(api);
    objects.aLoggingJob(customer);
    rows = new Rows(api.database);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void isAnsweredInOrderWhateverIsAsked() throws Exception {
    var operations = document.operations();
    var counts = rows.counts();
    for (int number = 0; number < REQUESTS && findings.size() < MOST_FINDINGS; number++) {
      var random = new Random(SEED * 1_000_003 + number);
      var operation = operations.get(number % operations.size());
      var request = new RequestFuzz(document, random, known).of(operation);
      var told = send(number, request);
      var after = rows.counts();
      if (told.isPresent() && told.get().status() >= 400 && !after.equals(counts)) {
        find(number, request, told.get().status() + " stored " + after + ", before " + counts);
      }
      counts = after;
    }

    System.out.printf("%,d requests, seed %d: %s%n", REQUESTS, SEED, statuses);
    assertThat(findings).isEmpty();
    assertThat(statuses.keySet()).as("it was no wall of refusals").anyMatch(status -> status < 300);
  }

  private Optional<RawCall.Told> send(int number, RequestFuzz.Request request) throws IOException {
    try {
      var told = RawCall.send(api.port, request.bytes(), request.isCutOff());
      if (told.isEmpty()) {
        find(number, request, "was closed without a word");
      } else {
        judge(number, request, told.get());
      }
      return told;
    } catch (SocketTimeoutException _) {
      find(number, request, "hangs");
    } catch (RuntimeException unreadable) {
      find(number, request, "answer cannot be read: " + unreadable);
    }
    return Optional.empty();
  }

  private void judge(int number, RequestFuzz.Request request, RawCall.Told told) {
    statuses.merge(told.status(), 1, Integer::sum);
    var answer = told.status() + " " + told.headers() + " " + told.body();
    if (told.status() >= 500) {
      find(number, request, answer);
    }
    if (told.status() >= 400 && INSIDES.matcher(told.body()).find()) {
      find(number, request, "tells of our insides: " + answer);
    }
    if (told.status() >= 400 && !told.body().isEmpty() && !isProblem(told)) {
      find(number, request, "is refused in another form: " + answer);
    }
    if (told.headers().containsKey("injected")) {
      find(number, request, "takes headers from outside: " + answer);
    }
    if (told.header("X-Request-Id").isEmpty()
        || !told.header("X-Content-Type-Options").equals("nosniff")) {
      find(number, request, "lacks the headers of every answer: " + answer);
    }
    if (told.status() < 300) {
      remember(told.body());
    }
  }

  private static boolean isProblem(RawCall.Told told) {
    if (!told.header("Content-Type").equals("application/problem+json")) {
      return false;
    }
    JsonNode problem = Wire.tree(told.body().getBytes(StandardCharsets.UTF_8));
    return problem.path("status").asInt() == told.status()
        && problem.path("type").asText().startsWith("/problems/");
  }

  private void remember(String body) {
    var ids = IDS.matcher(body);
    while (ids.find() && known.size() < 300) {
      known.add(ids.group());
    }
  }

  private void find(int number, RequestFuzz.Request request, String what) {
    findings.add("request " + number + ": " + what + "\n" + request + "\n");
  }
}
