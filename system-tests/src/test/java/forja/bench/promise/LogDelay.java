package forja.bench.promise;

import forja.bench.Together;
import forja.bench.figure.Finding;
import forja.bench.figure.Latency;
import forja.bench.figure.PartFigures;
import forja.common.job.JobId;
import forja.common.job.JobState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long a line takes from the executor to whoever follows the log. A chunk is stamped when the
 * worker has gathered it; how long a line may have waited for that is added to each.
 */
final class LogDelay {
  private static final Duration GATHERING = Duration.ofMillis(20);
  private static final Duration EVERY = Duration.ofMillis(100);

  /** What was written while the reader was still being connected. */
  private static final int FIRST_LINES = 10;

  private final Clock clock = Clock.systemUTC();
  private final HttpClient http = HttpClient.newHttpClient();
  private final PromiseFarm farm;
  private final PromiseSize size;

  LogDelay(PromiseFarm farm, PromiseSize size) {
    this.farm = farm;
    this.size = size;
  }

  PartFigures measure() throws Exception {
    var talk =
        "{\"kind\":\"farm.chatter\",\"spec\":{\"lines\":%d,\"width\":80,\"every\":\"%s\"}}"
            .formatted(size.lines(), EVERY);
    var jobs = farm.post(Collections.nCopies(size.talkers(), talk));
    var delays = Collections.synchronizedList(new ArrayList<Duration>());
    Together.run(jobs.size(), number -> delays.addAll(delays(jobs.get(number))));
    var _ = farm.ledger().awaitAll(jobs, JobState.SUCCEEDED);
    var what = "live log, %d talkers: line written to line read".formatted(size.talkers());
    return PartFigures.of(Finding.p99AtMost(300, Latency.of(what, delays)))
        .noting(
            "a line every %d ms from each; %d ms that a worker gathers lines are counted in full"
                .formatted(EVERY.toMillis(), GATHERING.toMillis()));
  }

  /** When each line came, to the end of the log. */
  private List<Instant> follow(JobId job) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(farm.api().base().resolve("/jobs/" + job + "/log?follow"))
            .header("Authorization", "Bearer " + farm.api().token())
            .build();
    var answer = http.send(request, BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("the log is answered with " + answer.statusCode());
    }
    var arrivals = new ArrayList<Instant>();
    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      while (lines.readLine() != null) {
        arrivals.add(clock.instant());
      }
    }
    if (arrivals.size() != size.lines()) {
      throw new IllegalStateException(
          "lines: expected %d, found %d".formatted(size.lines(), arrivals.size()));
    }
    return arrivals;
  }

  private List<Duration> delays(JobId job) throws Exception {
    var arrivals = follow(job);
    var stamps = farm.ledger().stampsOfLines(job);
    return IntStream.range(FIRST_LINES, arrivals.size())
        .mapToObj(line -> Duration.between(stamps.get(line), arrivals.get(line)).plus(GATHERING))
        .toList();
  }
}
