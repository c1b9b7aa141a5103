package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import forja.api.ledger.PostgresForTests;
import forja.common.job.JobId;
import forja.common.job.LogBundle;
import forja.common.job.LogChunk;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JobLogIT {
  private static ApiForTests api;

  @BeforeAll
  static void start() {
    api = new ApiForTests(PostgresForTests.emptyDatabase(JobLogIT.class, 12));
  }

  @AfterAll
  static void stop() {
    api.close();
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
}
