package forja.routes.job;

import forja.common.job.JobId;
import forja.common.job.LogChunk;
import forja.common.job.Text;
import forja.common.job.Token;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The log of one delivery of a job: lines go in, numbered chunks come out. A writer that is faster
 * than its reader waits.
 */
public final class JobLog {
  /**
   * A character takes at most three bytes of UTF-8 here, so a chunk of this many is never too
   * large.
   */
  private static final int CHUNK_CHARACTERS = LogChunk.MOST_BYTES / 3;

  private static final int MOST_WAITING = 32 * CHUNK_CHARACTERS;

  private final JobId job;
  private final Token token;
  private final Clock clock;
  private final Runnable signal;
  private final StringBuilder waiting = new StringBuilder();
  private int chunks;
  private boolean closed;

  /** The signal tells the reader that there is something to take. */
  public JobLog(JobId job, Token token, Clock clock, Runnable signal) {
    this.job = job;
    this.token = token;
    this.clock = clock;
    this.signal = signal;
  }

  void write(String line) {
    synchronized (this) {
      awaitRoom();
      // Guards against a line that comes late: the final report has told how many chunks there are.
      if (closed) {
        return;
      }
      waiting.append(Text.storable(line)).append('\n');
    }
    signal.run();
  }

  private void awaitRoom() {
    try {
      while (waiting.length() > MOST_WAITING && !closed) {
        wait();
      }
    } catch (InterruptedException _) {
      // The executor is told to stop and must see it; this one line may exceed the room.
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the log; how many chunks it has in all. */
  synchronized int close() {
    closed = true;
    notifyAll();
    int total = chunks;
    for (int end = 0; end < waiting.length(); total++) {
      end = Text.endOfPart(waiting, end, CHUNK_CHARACTERS);
    }
    return total;
  }

  /**
   * Takes what waits, in chunks, at most so many. After the end only full chunks and the rest come,
   * as counted.
   */
  public synchronized List<LogChunk> take(int most) {
    var taken = new ArrayList<LogChunk>();
    while (waiting.length() > 0 && taken.size() < most) {
      int end = Text.endOfPart(waiting, 0, CHUNK_CHARACTERS);
      taken.add(new LogChunk(job, token, ++chunks, clock.instant(), waiting.substring(0, end)));
      waiting.delete(0, end);
    }
    notifyAll();
    return taken;
  }

  public synchronized boolean isEmpty() {
    return waiting.length() == 0;
  }
}
