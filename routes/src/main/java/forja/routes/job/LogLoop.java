package forja.routes.job;

import forja.common.job.JobId;
import forja.common.job.LogBundle;
import forja.common.job.LogChunk;
import forja.common.job.Token;
import forja.common.wire.Wire;
import forja.routes.wiring.Broker;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Letter;
import forja.routes.wiring.Sender;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.activemq.artemis.api.core.ActiveMQInterruptedException;

/** Sends the logs of a worker's jobs: all that was written since the last turn, in few messages. */
public final class LogLoop implements LogSink, AutoCloseable {
  private static final int CHUNKS_PER_JOB_AND_TURN = 8;

  /** As a text each character takes two bytes, and an escaped one is six characters. */
  private static final int MOST_BYTES_OF_A_CHARACTER = 12;

  private static final int MOST_BYTES_PER_MESSAGE = 300 * 1024;

  /** Lines that come one by one share a chunk, and still are seen as they happen. */
  private static final Duration GATHER = Duration.ofMillis(20);

  /** What is left at the end has so long to be sent. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Set<JobLog> open = ConcurrentHashMap.newKeySet();
  private final Semaphore news = new Semaphore(0);
  private final Sender sender;
  private final String worker;
  private final Clock clock;
  private volatile boolean closing;
  private final Thread thread = Thread.ofPlatform().name("logs").daemon().unstarted(this::run);

  public LogLoop(Broker broker, String worker, Clock clock) {
    this.sender = new Sender(broker);
    this.worker = worker;
    this.clock = clock;
  }

  public void start() {
    thread.start();
  }

  @Override
  public JobLog open(JobId job, Token token) {
    // A quiet job costs nothing here: its log joins the loop with its first line.
    var self = new JobLog[1];
    self[0] =
        new JobLog(
            job,
            token,
            clock,
            () -> {
              open.add(self[0]);
              news.release();
            });
    return self[0];
  }

  private void run() {
    try {
      while (!closing) {
        news.acquire();
        Thread.sleep(GATHER);
        news.drainPermits();
        sendAll();
      }
      while (!open.isEmpty()) {
        sendAll();
      }
    } catch (InterruptedException | ActiveMQInterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendAll() throws InterruptedException {
    var chunks = new ArrayList<LogChunk>();
    for (var log : open) {
      var taken = log.take(CHUNKS_PER_JOB_AND_TURN);
      chunks.addAll(taken);
      if (taken.size() == CHUNKS_PER_JOB_AND_TURN) {
        news.release();
      } else {
        forgetIfSilent(log);
      }
    }
    if (!chunks.isEmpty()) {
      sender.sendUntilItSucceeds(letters(chunks));
    }
  }

  /**
   * Guards against a line written between the take and the removal: it signals, and so joins again.
   */
  private void forgetIfSilent(JobLog log) {
    open.remove(log);
    if (!log.isEmpty()) {
      open.add(log);
      news.release();
    }
  }

  private List<Letter> letters(List<LogChunk> chunks) {
    var letters = new ArrayList<Letter>();
    var part = new ArrayList<LogChunk>();
    int bytes = 0;
    for (var chunk : chunks) {
      int most = chunk.text().length() * MOST_BYTES_OF_A_CHARACTER;
      if (!part.isEmpty() && bytes + most > MOST_BYTES_PER_MESSAGE) {
        letters.add(letter(part));
        part.clear();
        bytes = 0;
      }
      part.add(chunk);
      bytes += most;
    }
    letters.add(letter(part));
    return letters;
  }

  private Letter letter(List<LogChunk> part) {
    return Letter.durable(Channels.logs(worker), Wire.write(new LogBundle(worker, part)));
  }

  /** Sends what is left: a final report has told how many chunks there are. */
  @Override
  public void close() {
    closing = true;
    news.release();
    try {
      thread.join(LAST_WORDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    sender.close();
  }
}
