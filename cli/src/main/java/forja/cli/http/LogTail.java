package forja.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Follows the log of a job to its end: every byte once, also when the api goes and comes back. */
public final class LogTail {
  private static final Set<String> FINAL = Set.of("succeeded", "failed", "cancelled");

  private final ApiClient api;
  private final String job;
  private final Patience patience;
  private long received;

  public LogTail(ApiClient api, String job, Duration patience) {
    this.api = api;
    this.job = job;
    this.patience = new Patience(patience);
  }

  /** Takes the bytes of a log as they come. */
  public interface Sink {
    void take(byte[] bytes, int length) throws IOException;
  }

  public void follow(Sink sink) {
    while (true) {
      // Asked first: a stream that begins after the job has ended holds all of the log.
      try {
        var hadEnded = hasEnded();
        readOnce(sink);
        if (hadEnded || hasEnded()) {
          return;
        }
        patience.pauseAfter(new Unreachable(api.address(), new IOException("the log ended")));
      } catch (Unreachable lost) {
        patience.pauseAfter(lost);
      } catch (Refused refused) {
        if (!refused.passes()) {
          throw refused;
        }
        patience.pauseAfter(refused);
      }
    }
  }

  private boolean hasEnded() {
    return FINAL.contains(api.get("/jobs/" + job).path("state").asText());
  }

  private void readOnce(Sink sink) {
    try (var body = api.open("/jobs/" + job + "/log?follow=true", Map.of()).body()) {
      body.skipNBytes(received);
      copy(body, sink);
    } catch (IOException lost) {
      throw new Unreachable(api.address(), lost);
    }
  }

  private void copy(InputStream body, Sink sink) throws IOException {
    var buffer = new byte[8192];
    for (var length = body.read(buffer); length >= 0; length = body.read(buffer)) {
      patience.itWorksAgain();
      received += length;
      sink.take(buffer, length);
    }
  }
}
