package forja.api.job;

import forja.api.ledger.Feed;
import forja.api.ledger.JobRow;
import forja.api.ledger.LedgerReader;
import forja.api.ledger.LogPiece;
import forja.api.ledger.LogReader;
import forja.common.job.Token;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends a log as it grows, until the job has ended and its log is whole. */
public final class LogFollower {
  private static final int BATCH = 100;
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** Logs come by another way than the news of a job's end, and may come a little later. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final LedgerReader reader;
  private final LogReader logs;
  private final Feed feed;

  public LogFollower(LedgerReader reader, LogReader logs, Feed feed) {
    this.reader = reader;
    this.logs = logs;
    this.feed = feed;
  }

  void follow(JobRow followed, OutputStream out) throws IOException, InterruptedException {
    var token = new Token(0, 0, 0);
    int sequence = 0;
    long lastNews = System.nanoTime();
    while (true) {
      long seen = feed.news();
      var job = reader.find(followed.customer(), followed.id()).orElse(followed);
      var pieces = logs.after(job, token, sequence, BATCH);
      for (LogPiece piece : pieces) {
        token = piece.token();
        sequence = piece.sequence();
        out.write(piece.text().getBytes(StandardCharsets.UTF_8));
        lastNews = System.nanoTime();
      }
      out.flush();
      if (pieces.isEmpty()) {
        if (job.state().isFinal() && (isWhole(job) || isOver(lastNews))) {
          return;
        }
        feed.awaitNews(seen, LOOK_AGAIN);
      }
      if (!job.state().isFinal()) {
        lastNews = System.nanoTime();
      }
    }
  }

  private boolean isWhole(JobRow job) {
    var log = logs.log(job);
    return log.complete() || log.cut();
  }

  private static boolean isOver(long lastNews) {
    return System.nanoTime() - lastNews > PATIENCE.toNanos();
  }
}
