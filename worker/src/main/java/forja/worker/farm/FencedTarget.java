package forja.worker.farm;

import static java.nio.charset.StandardCharsets.UTF_8;

import forja.common.job.Token;
import forja.common.job.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines {@code <word> <job> <token> <time>} that many processes append to. The newest
 * token of each job stands in the file itself; an older one is refused.
 */
final class FencedTarget {
  /** A file lock is between processes; within one, these keep threads apart, file by file. */
  private static final ConcurrentHashMap<Path, Turns> TURNS = new ConcurrentHashMap<>();

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration ASK_EVERY = Duration.ofMillis(5);

  /** A line with fewer was cut off when its writer died; the next one begins a line of its own. */
  private static final int WORDS_OF_A_LINE = 4;

  private final Path file;
  private final Clock clock;
  private final boolean refuses;

  /** Whose turn it is at a file; forgotten when nobody wants one. */
  private static final class Turns {
    private final ReentrantLock lock = new ReentrantLock();
    private int wanted;
  }

  /** One that refuses nothing is for drills alone. */
  FencedTarget(Path folder, String name, Clock clock, boolean refuses) {
    this.file = folder.resolve(name).toAbsolutePath().normalize();
    this.clock = clock;
    this.refuses = refuses;
  }

  /**
   * Says false, and writes nothing, when a newer token of the job has been here. Gives up when
   * others write here for too long.
   */
  boolean write(String word, Work work) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    var turns = TURNS.compute(file, (_, waiting) -> wantedOnceMore(waiting));
    try {
      if (!turns.lock.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        throw inUse();
      }
      try {
        return writeInTurn(word, work, deadline);
      } finally {
        turns.lock.unlock();
      }
    } finally {
      TURNS.computeIfPresent(file, (_, done) -> --done.wanted == 0 ? null : done);
    }
  }

  private static Turns wantedOnceMore(@Nullable Turns waiting) {
    var turns = waiting == null ? new Turns() : waiting;
    turns.wanted++;
    return turns;
  }

  private boolean writeInTurn(String word, Work work, long deadline)
      throws IOException, InterruptedException {
    Files.createDirectories(file.getParent());
    try (var channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        var lock = lock(channel, deadline)) {
      return lock.isValid()
          && !(refuses && hasSeenNewer(channel, work))
          && append(channel, word, work);
    }
  }

  private FileLock lock(FileChannel channel, long deadline)
      throws IOException, InterruptedException {
    var lock = channel.tryLock();
    while (lock == null) {
      if (System.nanoTime() - deadline > 0) {
        throw inUse();
      }
      Thread.sleep(ASK_EVERY);
      lock = channel.tryLock();
    }
    return lock;
  }

  private IOException inUse() {
    return new IOException(file + " was in use by others for " + PATIENCE);
  }

  /** Whether this was written under this token. */
  boolean has(String word, String job, String token) throws IOException {
    var line = String.join(" ", word, job, token, "");
    try (var lines = Files.lines(file)) {
      return lines.anyMatch(written -> written.startsWith(line));
    } catch (NoSuchFileException _) {
      return false;
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  private static boolean hasSeenNewer(FileChannel channel, Work work) throws IOException {
    var content = ByteBuffer.allocate((int) channel.size());
    channel.read(content, 0);
    return new String(content.array(), UTF_8)
        .lines()
        .map(line -> line.split(" "))
        .filter(words -> words.length == WORDS_OF_A_LINE && words[1].equals(work.id().toString()))
        .map(words -> token(words[2]))
        .anyMatch(seen -> seen.compareTo(work.token()) > 0);
  }

  private static Token token(String text) {
    var numbers = Stream.of(text.split("\\.")).mapToInt(Integer::parseInt).toArray();
    return new Token(numbers[0], numbers[1], numbers[2]);
  }

  private boolean append(FileChannel channel, String word, Work work) throws IOException {
    var line =
        (endsWithin(channel) ? "\n" : "")
            + String.join(" ", word, work.id().toString(), work.token().toString())
            + " "
            + clock.instant()
            + "\n";
    channel.write(ByteBuffer.wrap(line.getBytes(UTF_8)), channel.size());
    channel.force(true);
    return true;
  }

  private static boolean endsWithin(FileChannel channel) throws IOException {
    var last = ByteBuffer.allocate(1);
    return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
  }
}
