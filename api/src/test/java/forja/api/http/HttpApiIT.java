package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import forja.api.ledger.PostgresForTests;
import forja.common.job.JobId;
import forja.common.wire.Wire;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
            {"kind":"farm.sleep","spec":{"for":"PT1H"},"priority":5,"timeLimit":"PT2H","labels":{"team":"a"},
             "retry":{"factor":3,"ceiling":"P1D","on":["lost","work-failed"]}}
            """);

    var view = ApiForTests.json(response);
    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("Location"))
        .contains("/queue/" + view.path("id").asText());
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
    assertThat(view.path("state").asText()).isEqualTo("queued");
    assertThat(view.path("spec").path("for").asText()).isEqualTo("PT1H");
    assertThat(view.path("labels").path("team").asText()).isEqualTo("a");
    assertThat(view.path("retry"))
        .hasToString(
            """
            {"attempts":3,"backoff":"PT5S","factor":3,"ceiling":"PT24H","on":["work-failed","lost"]}\
            """);
    assertThat(ApiForTests.json(api.get("/jobs/" + view.path("id").asText())).path("retry"))
        .isEqualTo(view.path("retry"));
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
  void countsWhatWaitsForWhoeverWatches() throws Exception {
    api.post("/jobs", "{\"kind\":\"farm.ping\",\"pool\":\"unserved\"}");

    assertThat(api.get("/metrics").body())
        .contains("forja_jobs_queued{capability=\"farm\",customer=\"main\",pool=\"unserved\"} 1.0")
        .contains("forja_jobs_oldest_queued_seconds{")
        .contains("forja_locks_in_doubt 0.0")
        .contains("forja_workers 0.0");
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
  void listsByFilterPageByPage() throws Exception {
    var rows = "{\"kind\":\"farm.ping\",\"labels\":{\"list\":\"p\",\"n\":\"1\"}}\n".repeat(25);
    var booked = ids(api.lines(rows));

    var seen = new ArrayList<String>();
    var next = "/jobs?label=list:p&label=n=1&kind=farm.ping,farm.sleep&limit=10";
    int pages = 0;
    while (next != null) {
      var page = api.get(next);
      ids(page).forEach(seen::add);
      next =
          page.headers()
              .firstValue("Link")
              .map(link -> link.substring(1, link.indexOf('>')))
              .orElse(null);
      pages++;
    }

    assertThat(pages).isEqualTo(3);
    assertThat(seen).isEqualTo(booked.reversed());
    assertThat(ids(api.get("/jobs?label=list=p&acceptedAfter=2999-01-01T00:00:00Z"))).isEmpty();
    assertThat(ids(api.get("/jobs?label=list=p&worker=nobody"))).isEmpty();
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
  void listsEveryAttemptTheNewestLast() throws Exception {
    var id = api.aSleepingJob();
    api.worker.start(id);
    api.worker.fail(id);
    api.post("/jobs/" + id + "/retry", "");
    api.worker.succeed(id, 0);

    var attempts = ApiForTests.json(api.get("/jobs/" + id + "/attempts")).path("items");

    assertThat(attempts).hasSize(2);
    assertThat(attempts.path(0).path("number").asInt()).isEqualTo(1);
    assertThat(attempts.path(0).path("outcome").asText()).isEqualTo("failed");
    assertThat(attempts.path(0).path("failure").path("kind").asText()).isEqualTo("work-failed");
    assertThat(attempts.path(1).path("token").asText()).isEqualTo("2.2.1");
    assertThat(attempts.path(1).path("worker").asText()).isEqualTo(WorkerForTests.NAME);
    assertThat(attempts.path(1).path("outcome").asText()).isEqualTo("succeeded");
    assertThat(attempts.path(1).path("failure").isNull()).isTrue();
    assertThat(api.get("/jobs/01919b5e-5f00-7000-8000-000000000000/attempts").statusCode())
        .isEqualTo(404);
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
}
