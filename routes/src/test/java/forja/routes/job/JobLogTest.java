package forja.routes.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.common.job.JobIds;
import forja.common.job.LogChunk;
import forja.common.job.Token;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JobLogTest {
  private static final int CHUNK = LogChunk.MOST_BYTES / 3;

  private final AtomicInteger signals = new AtomicInteger();
  private final JobLog log =
      new JobLog(
          new JobIds(Clock.systemUTC()).next(),
          new Token(1, 1, 1),
          Clock.systemUTC(),
          signals::incrementAndGet);

  @Test
  void givesItsLinesInNumberedChunks() {
    log.write("one");
    log.write("two");
    assertThat(texts(log.take(8))).containsExactly("one\ntwo\n");
    log.write("three");

    var next = log.take(8);

    assertThat(texts(next)).containsExactly("three\n");
    assertThat(next).extracting(LogChunk::sequence).containsExactly(2);
    assertThat(log.take(8)).isEmpty();
    assertThat(log.isEmpty()).isTrue();
    assertThat(signals).hasValue(3);
  }

  @Test
  void makesNoChunkLargerThanAllowed() {
    log.write("€".repeat(3 * CHUNK));

    var chunks = log.take(8);

    assertThat(chunks)
        .hasSize(4)
        .allSatisfy(chunk ->
            assertThat(chunk.text().getBytes(UTF_8).length)
                .isLessThanOrEqualTo(LogChunk.MOST_BYTES));
    assertThat(chunks).extracting(LogChunk::sequence).containsExactly(1, 2, 3, 4);
  }

  @Test
  void takesNoMoreThanAsked() {
    log.write("a".repeat(5 * CHUNK));

    assertThat(log.take(2)).hasSize(2);
    assertThat(log.isEmpty()).isFalse();
  }

  @Test
  void cutsNoCharacterInTwo() {
    var line = "a" + "😀".repeat(2 * CHUNK);
    log.write(line);
    int told = log.close();

    var chunks = log.take(100);

    assertThat(chunks)
        .hasSize(told)
        .allSatisfy(chunk ->
            assertThat(new String(chunk.text().getBytes(UTF_8), UTF_8)).isEqualTo(chunk.text()));
    assertThat(String.join("", texts(chunks))).isEqualTo(line + "\n");
  }

  @Test
  void replacesWhatTheLedgerCannotStore() {
    log.write("a\0b\ud800c");

    assertThat(texts(log.take(8))).containsExactly("a\uFFFDb\uFFFDc\n");
  }

  @Test
  void knowsAtItsEndHowManyChunksThereWillBe() {
    log.write("x".repeat(CHUNK));
    log.take(1);
    log.write("y");

    assertThat(log.close()).isEqualTo(2);
    assertThat(log.take(8)).extracting(LogChunk::sequence).containsExactly(2);
  }

  @Test
  void takesNoLineAfterItsEnd() {
    log.write("in time");
    assertThat(log.close()).isEqualTo(1);

    log.write("too late");

    assertThat(texts(log.take(8))).containsExactly("in time\n");
    assertThat(log.close()).isEqualTo(1);
  }

  @Test
  void letsAWriterWaitThatIsFasterThanItsReader() {
    var writer = Thread.ofVirtual().start(() -> writeMegabytes(2));
    await().until(() -> writer.getState() == Thread.State.WAITING);

    var read = new StringBuilder();
    await()
        .until(() -> {
          texts(log.take(8)).forEach(read::append);
          return !writer.isAlive() && log.isEmpty();
        });

    assertThat(read).hasSize(2 * 1024 * 1024);
  }

  @Test
  void letsAWaitingWriterGoWhenItIsInterrupted() throws Exception {
    var writer = Thread.ofVirtual().start(() -> writeMegabytes(1));
    await().until(() -> writer.getState() == Thread.State.WAITING);

    writer.interrupt();

    writer.join();
    assertThat(writer.isAlive()).isFalse();
  }

  @Test
  void letsAWaitingWriterGoAtItsEnd() throws Exception {
    var writer = Thread.ofVirtual().start(() -> writeMegabytes(1));
    await().until(() -> writer.getState() == Thread.State.WAITING);

    log.close();

    writer.join();
    assertThat(writer.isAlive()).isFalse();
  }

  private void writeMegabytes(int count) {
    for (int line = 0; line < count * 1024; line++) {
      log.write("z".repeat(1023));
    }
  }

  private static List<String> texts(List<LogChunk> chunks) {
    return chunks.stream().map(LogChunk::text).collect(Collectors.toList());
  }
}
