package forja.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import forja.api.http.ApiForTests;
import forja.api.ledger.Customer;
import forja.api.ledger.PostgresForTests;
import forja.common.job.JobId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams tell what belongs to their caller, as long as he may listen. */
class StreamAccessIT {
  private static final Duration SOON = Duration.ofSeconds(5);

  private static ApiForTests api;
  private static OwnObjects objects;
  private static Customer own;
  private static Customer other;

  @BeforeAll
  static void start() throws Exception {
    api = new ApiForTests(PostgresForTests.emptyDatabase(StreamAccessIT.class, 12));
    own = api.aCustomer("acme");
    other = api.aCustomer("rival");
    objects = new OwnObjects(api);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  interface Stretch {
    String path() throws Exception;
  }

  static Stream<Stretch> streams() {
    return Stream.of(
        () -> "/events?after=0",
        () -> "/jobs/" + objects.aRunningJob(own) + "/events",
        () -> "/jobs/" + objects.aLoggingJob(own) + "/log?follow");
  }

  @ParameterizedTest
  @MethodSource("streams")
  void endWhenTheirCallersTokenIsTakenBack(Stretch stretch) throws Exception {
    var path = stretch.path();
    var token = "viewer@acme/jobs:read#" + path.hashCode();

    try (var listener = listen(token, path)) {
      assertThat(listener.readLine()).isNotEmpty();
      long since = System.nanoTime();
      api.callers.takeBack(token);
      listener.lines().forEach(_ -> {});

      assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(SOON);
    }
    assertThat(status(token, path)).isEqualTo(401);
  }

  @Test
  void goOnForOthers() throws Exception {
    var path = "/jobs/" + objects.aRunningJob(own) + "/events";
    var job = JobId.of(path.split("/")[2]);

    try (var stays = listen("operator@acme", path);
        var goes = listen("operator@acme/jobs", path)) {
      api.callers.takeBack("operator@acme/jobs");
      goes.lines().forEach(_ -> {});
      api.worker.succeed(job, 0);

      assertThat(stays.lines()).anyMatch(line -> line.equals("event: succeeded"));
    }
  }

  @Test
  void tellNothingOfOthers() throws Exception {
    try (var listener = listen("viewer@acme", "/events")) {
      assertThat(listener.readLine()).startsWith("id: ");
      var theirs = new ArrayList<String>();
      for (int number = 0; number < 20; number++) {
        theirs.add(objects.aRunningJob(other));
      }
      var mine = objects.aRunningJob(own);
      var heard = new StringBuilder();
      for (var line = listener.readLine(); !line.contains("started"); ) {
        heard.append(line);
        line = listener.readLine();
      }

      assertThat(heard).contains(mine);
      assertThat(theirs).noneMatch(id -> heard.toString().contains(id));
    }
  }

  @Test
  void areNotThereForOthers() throws Exception {
    var job = objects.aLoggingJob(other);

    for (var path : List.of("/events", "/log", "/log?follow")) {
      assertThat(status("admin@acme", "/jobs/" + job + path)).as(path).isEqualTo(404);
    }
    assertThat(status("admin@rival", "/jobs/" + job + "/log")).isEqualTo(200);
  }

  private static BufferedReader listen(String token, String path)
      throws IOException, InterruptedException {
    var request = Actor.token(api.request(path), token).GET().build();
    var answer = api.client().send(request, BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  private static int status(String token, String path) throws Exception {
    return api.answer(Actor.token(api.request(path), token).GET().build()).statusCode();
  }
}
