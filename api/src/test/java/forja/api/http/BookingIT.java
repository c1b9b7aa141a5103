package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import forja.api.ledger.PostgresForTests;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BookingIT {
  private static ApiForTests api;

  @BeforeAll
  static void start() {
    api = new ApiForTests(PostgresForTests.emptyDatabase(BookingIT.class, 12));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void booksOneJobPerKeyHoweverManyAskAtOnce() throws Exception {
    var responses =
        IntStream.range(0, 20)
            .mapToObj(_ -> sendKeyed("{\"kind\":\"farm.ping\"}"))
            .toList()
            .stream()
            .map(future -> future.join())
            .toList();
    var other =
        api.post("/jobs", "{\"kind\":\"farm.ping\",\"priority\":1}", "Idempotency-Key", "k-1");

    assertThat(responses).extracting(HttpResponse::statusCode).containsOnly(202);
    assertThat(responses.stream().map(ApiForTests::idOf).distinct()).hasSize(1);
    assertThat(
            responses.stream()
                .filter(
                    response -> response.headers().firstValue("Idempotency-Replayed").isEmpty()))
        .hasSize(1);
    assertThat(other.statusCode()).isEqualTo(409);
  }

  private static CompletableFuture<HttpResponse<String>> sendKeyed(String body) {
    return api.client()
        .sendAsync(
            api.request("/jobs", "Idempotency-Key", "k-1", "Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void booksABatchInOrderAndOnceUnderAKey() throws Exception {
    var body =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "{\"kind\":\"farm.ping\",\"spec\":{\"echo\":\"batch-" + i + "\"}}")
            .collect(Collectors.joining("\n"));

    var first = api.lines(body, "Idempotency-Key", "b-1");
    var again = api.lines(body, "Idempotency-Key", "b-1");
    var longer = api.lines(body + "\n{\"kind\":\"farm.ping\"}", "Idempotency-Key", "b-1");

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(ids(first)).hasSize(1_000).isSorted().isEqualTo(ids(again));
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(longer.statusCode()).isEqualTo(409);
    var last = ApiForTests.json(api.get("/jobs/" + ids(first).getLast(), "Prefer", "wait=30"));
    assertThat(last.path("spec").path("echo").asText()).isEqualTo("batch-999");
    assertThat(last.path("state").asText()).isEqualTo("succeeded");
  }

  @Test
  void keepsTheKeyOfABatchWhoseFirstRowIsRefused() throws Exception {
    var asleep =
        "{\"kind\":\"farm.sleep\",\"pool\":\"unserved\",\"spec\":{\"for\":\"PT1S\"},\"unique\":";
    var holder = ApiForTests.idOf(api.post("/jobs", asleep + "{\"key\":\"one\"}}"));
    var refused = asleep + "{\"key\":\"one\",\"else\":\"refuse\"}}";
    var body = refused + "\n{\"kind\":\"farm.ping\"}";

    var first = api.lines(body, "Idempotency-Key", "u-1");
    var again = api.lines(body, "Idempotency-Key", "u-1");
    var other = api.lines(body + "\n{\"kind\":\"farm.ping\"}", "Idempotency-Key", "u-1");

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(ids(first)).startsWith(holder.toString()).isEqualTo(ids(again));
    assertThat(first.body()).contains("\"unique\":\"refused\"");
    assertThat(again.body()).contains("\"unique\":\"refused\"");
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(other.statusCode()).isEqualTo(409);
  }

  @Test
  void booksNothingOfABatchWithAWrongRow() throws Exception {
    var good = "{\"kind\":\"farm.ping\",\"labels\":{\"batch\":\"wrong\"}}";

    var response =
        api.post(
            "/jobs:batch",
            "[" + good + ",{\"kind\":\"farm.sleep\"}," + good + ",{\"kind\":\"x\"}]");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(pointers(response)).containsExactly("/1/spec/for", "/3/kind");
    assertThat(ids(api.get("/jobs?label=batch=wrong"))).isEmpty();
  }

  private static List<String> ids(HttpResponse<String> batch) {
    return StreamSupport.stream(ApiForTests.json(batch).path("items").spliterator(), false)
        .map(item -> item.path("id").asText())
        .toList();
  }

  private static List<String> pointers(HttpResponse<String> problem) {
    return StreamSupport.stream(ApiForTests.json(problem).path("errors").spliterator(), false)
        .map(error -> error.path("pointer").asText())
        .toList();
  }
}
