package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import forja.api.ledger.PostgresForTests;
import forja.common.job.JobId;
import forja.common.job.LogBundle;
import forja.common.job.LogChunk;
import forja.common.wire.Wire;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpApiIT {
  private static ApiForTests api;

  @BeforeAll
  static void start() {
    api = new ApiForTests(PostgresForTests.emptyDatabase(HttpApiIT.class, 12));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  /** D5 */
  @Test
  void answersAtOnceWithThePlaceInTheQueue() throws Exception {
    var response =
        api.post(
            "/jobs",
            """
            {"kind":"farm.sleep","spec":{"for":"PT1H"},"priority":5,"timeLimit":"PT2H","labels":{"team":"a"}}
            """);

    var view = ApiForTests.json(response);
    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("Location"))
        .contains("/queue/" + view.path("id").asText());
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
    assertThat(view.path("state").asText()).isEqualTo("queued");
    assertThat(view.path("spec").path("for").asText()).isEqualTo("PT1H");
    assertThat(view.path("labels").path("team").asText()).isEqualTo("a");
    assertThat(view.path("result").isNull()).isTrue();
    assertThat(view.path("finishedAt").isNull()).isTrue();
  }

  /** D6 */
  @Test
  void tellsStateAndResultByTheQueue() throws Exception {
    var id = api.aSleepingJob();
    api.worker.start(id);
    api.worker.progress(id, 1, 40);

    var running = ApiForTests.json(api.get("/queue/" + id));
    api.worker.succeed(id, 0);
    var ended = api.get("/queue/" + id);

    assertThat(running.path("state").asText()).isEqualTo("running");
    assertThat(running.path("progress").path("percent").asInt()).isEqualTo(40);
    assertThat(ended.statusCode()).isEqualTo(200);
    assertThat(ApiForTests.json(ended).path("result").path("answer").asText()).isEqualTo("done");
    assertThat(ended.headers().firstValue("Retry-After")).isEmpty();
  }

  /** D7 */
  @Test
  void leadsToWhatAJobHasCreated() throws Exception {
    var id =
        ApiForTests.idOf(
            api.post(
                "/jobs",
                "{\"kind\":\"farm.ping\",\"labels\":{\"creates\":\"/things/7\"}}",
                "Prefer",
                "wait=30"));

    var response = api.get("/queue/" + id);

    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(response.headers().firstValue("Location")).contains("/things/7");
    assertThat(api.get("/jobs/" + id).statusCode()).isEqualTo(200);
  }

  @Test
  void waitsForTheEndWhenThatIsPreferred() throws Exception {
    var response =
        api.post("/jobs", "{\"kind\":\"farm.ping\"}", "Prefer", "respond-async, wait=30");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Preference-Applied")).contains("wait=30");
    assertThat(ApiForTests.json(response).path("state").asText()).isEqualTo("succeeded");
  }

  @Test
  void doesNotWaitLongerThanPreferred() throws Exception {
    var response =
        api.post(
            "/jobs", "{\"kind\":\"farm.sleep\",\"spec\":{\"for\":\"PT1H\"}}", "Prefer", "wait=0");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("Preference-Applied")).isEmpty();
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

  private static java.util.concurrent.CompletableFuture<HttpResponse<String>> sendKeyed(
      String body) {
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
  void booksNothingOfABatchWithAWrongRow() throws Exception {
    var good = "{\"kind\":\"farm.ping\",\"labels\":{\"batch\":\"wrong\"}}";

    var response =
        api.post(
            "/jobs:batch",
            "[" + good + ",{\"kind\":\"farm.sleep\"}," + good + ",{\"kind\":\"x\"}]");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(pointers(response)).containsExactly("/1/spec/for", "/3/kind");
    assertThat(items(api.get("/jobs?label=batch=wrong"))).isEmpty();
  }

  @Test
  void listsByFilterPageByPage() throws Exception {
    var rows = "{\"kind\":\"farm.ping\",\"labels\":{\"list\":\"p\",\"n\":\"1\"}}\n".repeat(25);
    var booked = ids(api.lines(rows));

    var seen = new ArrayList<String>();
    var next = "/jobs?label=list:p&label=n=1&kind=farm.ping,farm.sleep&limit=10";
    int pages = 0;
    while (next != null) {
      var page = api.get(next);
      items(page).forEach(seen::add);
      next =
          page.headers()
              .firstValue("Link")
              .map(link -> link.substring(1, link.indexOf('>')))
              .orElse(null);
      pages++;
    }

    assertThat(pages).isEqualTo(3);
    assertThat(seen).isEqualTo(booked.reversed());
    assertThat(items(api.get("/jobs?label=list=p&acceptedAfter=2999-01-01T00:00:00Z"))).isEmpty();
    assertThat(items(api.get("/jobs?label=list=p&worker=nobody"))).isEmpty();
  }

  @Test
  void saysWhenNothingHasChanged() throws Exception {
    var id = api.aSleepingJob();
    api.worker.start(id);

    for (var path : List.of("/jobs/" + id, "/queue/" + id, "/jobs?label=none=none")) {
      var tag = api.get(path).headers().firstValue("ETag").orElseThrow();
      var known = api.get(path, "If-None-Match", "\"other\", " + tag);
      assertThat(known.statusCode()).as(path).isEqualTo(304);
      assertThat(known.headers().firstValue("ETag")).contains(tag);
    }
    var tag = api.get("/jobs/" + id).headers().firstValue("ETag").orElseThrow();
    api.worker.progress(id, 1, 50);
    assertThat(api.get("/jobs/" + id, "If-None-Match", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void cancelsWhatWaitsAtOnceAndWhatRunsWhenItHasStopped() throws Exception {
    var later =
        ApiForTests.idOf(
            api.post("/jobs", "{\"kind\":\"farm.ping\",\"runAt\":\"2999-01-01T00:00:00Z\"}"));
    var running = api.aSleepingJob();
    api.worker.start(running);

    var atOnce = api.post("/jobs/" + later + "/cancel", "");
    var asked = api.post("/jobs/" + running + "/cancel", "");
    api.worker.cancelled(running);

    assertThat(atOnce.statusCode()).isEqualTo(200);
    assertThat(ApiForTests.json(atOnce).path("state").asText()).isEqualTo("cancelled");
    assertThat(asked.statusCode()).isEqualTo(202);
    assertThat(ApiForTests.json(asked).path("state").asText()).isEqualTo("cancelling");
    assertThat(state(running)).isEqualTo("cancelled");
  }

  @Test
  void triesAgainOnlyWhatHasFailedOrWasCancelled() throws Exception {
    var id = api.aSleepingJob();
    api.worker.start(id);
    var tooEarly = api.post("/jobs/" + id + "/retry", "");
    api.worker.fail(id);
    var failed = ApiForTests.json(api.get("/jobs/" + id));

    var retried = api.post("/jobs/" + id + "/retry", "");
    api.worker.succeed(id, 0);

    assertThat(tooEarly.statusCode()).isEqualTo(409);
    assertThat(failed.path("failure").path("kind").asText()).isEqualTo("work-failed");
    assertThat(retried.statusCode()).isEqualTo(202);
    assertThat(ApiForTests.json(retried).path("attempt").asInt()).isEqualTo(2);
    assertThat(state(id)).isEqualTo("succeeded");
  }

  @Test
  void givesTheLogWholeInPartAndAsItGrows() throws Exception {
    var id = api.aSleepingJob();
    api.worker.start(id);
    var following =
        api.client()
            .sendAsync(
                api.request("/jobs/" + id + "/log?follow").GET().build(),
                HttpResponse.BodyHandlers.ofString());
    log(id, 1, "first line\n");

    var open = api.get("/jobs/" + id + "/log");
    log(id, 2, "zweite Zeile äöü\n");
    api.worker.succeed(id, 2);
    var whole = api.get("/jobs/" + id + "/log");

    assertThat(open.body()).isEqualTo("first line\n");
    assertThat(open.headers().firstValue("Forja-Log-Complete")).contains("false");
    assertThat(whole.body()).isEqualTo("first line\nzweite Zeile äöü\n");
    assertThat(whole.headers().firstValue("Forja-Log-Complete")).contains("true");
    assertThat(whole.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    assertThat(following.get().body()).isEqualTo(whole.body());
    ranges(id);
  }

  private static void ranges(JobId id) throws Exception {
    var part = api.get("/jobs/" + id + "/log", "Range", "bytes=6-9");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("line");
    assertThat(part.headers().firstValue("Content-Range")).contains("bytes 6-9/31");
    assertThat(api.get("/jobs/" + id + "/log", "Range", "bytes=-5").body()).isEqualTo("öü\n");
    assertThat(api.get("/jobs/" + id + "/log", "Range", "bytes=9-2").statusCode()).isEqualTo(200);
    var beyond = api.get("/jobs/" + id + "/log", "Range", "bytes=1000-");
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(beyond.headers().firstValue("Content-Range")).contains("bytes */31");
  }

  private static void log(JobId id, int sequence, String text) throws Exception {
    var chunk = new LogChunk(id, api.worker.token(id), sequence, Instant.EPOCH, text);
    api.logs.apply(List.of(new LogBundle(WorkerForTests.NAME, List.of(chunk))));
  }

  @Test
  void countsWhatWaitsAndWhoServes() throws Exception {
    api.post("/jobs", "{\"kind\":\"farm.ping\",\"pool\":\"nobody\"}");

    var queues = ApiForTests.json(api.get("/queues")).path("items");
    var workers = ApiForTests.json(api.get("/workers")).path("items");

    assertThat(StreamSupport.stream(queues.spliterator(), false))
        .anySatisfy(queue -> {
          assertThat(queue.path("pool").asText()).isEqualTo("nobody");
          assertThat(queue.path("queued").asInt()).isEqualTo(1);
          assertThat(queue.path("slots").asInt()).isZero();
        })
        .anySatisfy(queue -> assertThat(queue.path("slots").asInt()).isEqualTo(4));
    assertThat(workers.path(0).path("id").asText()).isEqualTo("w1");
  }

  @Test
  void everyExampleOfAKindWorksAsItStands() throws Exception {
    var seen = new HashSet<Integer>();
    for (var kind : ApiForTests.json(api.get("/kinds")).path("items")) {
      seen.add(api.post("/jobs", Wire.write(kind.path("example"))).statusCode());
    }

    assertThat(seen).containsExactly(202);
  }

  private static String state(JobId id) throws Exception {
    return ApiForTests.json(api.get("/jobs/" + id)).path("state").asText();
  }

  private static List<String> ids(HttpResponse<String> batch) {
    return StreamSupport.stream(ApiForTests.json(batch).path("items").spliterator(), false)
        .map(item -> item.path("id").asText())
        .toList();
  }

  private static List<String> items(HttpResponse<String> list) {
    return ids(list);
  }

  private static List<String> pointers(HttpResponse<String> problem) {
    return StreamSupport.stream(ApiForTests.json(problem).path("errors").spliterator(), false)
        .map(error -> error.path("pointer").asText())
        .toList();
  }
}
