package forja.worker.farm;

import static java.nio.charset.StandardCharsets.UTF_8;

import forja.common.job.Token;
import forja.common.job.Work;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.stream.Stream;

/**
 * A file of lines {@code <word> <job> <token> <time>} that many processes append to. The newest
 * token of each job stands in the file itself; an older one is refused.
 */
final class FencedTarget {
  /** A file lock is between processes; within one, this keeps threads apart. */
  private static final Object ONE_AT_A_TIME = new Object();

  /** A line with fewer was cut off when its writer died; the next one begins a line of its own. */
  private static final int WORDS_OF_A_LINE = 4;

  private final Path file;
  private final Clock clock;
  private final boolean refuses;

  /** One that refuses nothing is for drills alone. */
  FencedTarget(Path folder, String name, Clock clock, boolean refuses) {
    this.file = folder.resolve(name);
    this.clock = clock;
    this.refuses = refuses;
  }

  /** Says false, and writes nothing, when a newer token of the job has been here. */
  boolean write(String word, Work work) throws IOException {
    synchronized (ONE_AT_A_TIME) {
      Files.createDirectories(file.getParent());
      try (var channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE);
          var lock = channel.lock()) {
        return lock.isValid()
            && !(refuses && hasSeenNewer(channel, work))
            && append(channel, word, work);
      }
    }
  }

  /** Whether this was written under this token. */
  boolean has(String word, String job, String token) throws IOException {
    var line = String.join(" ", word, job, token, "");
    try (var lines = Files.lines(file)) {
      return lines.anyMatch(written -> written.startsWith(line));
    } catch (NoSuchFileException _) {
      return false;
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
