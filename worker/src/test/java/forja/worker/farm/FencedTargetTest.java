package forja.worker.farm;

import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.JobIds;
import forja.common.job.Token;
import forja.common.job.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FencedTargetTest {
  private static final int WRITES = 100;
  private static final JobIds IDS = new JobIds(Clock.systemUTC());

  @TempDir Path folder;

  private final Work work = new Work(IDS.next(), "main", new Token(2, 5, 1));

  private FencedTarget target() {
    return new FencedTarget(folder.resolve("deep/below"), "drill", Clock.systemUTC(), true);
  }

  private Path file() {
    return folder.resolve("deep/below/drill");
  }

  private Work with(int attempt, int release, int delivery) {
    return new Work(work.id(), "main", new Token(attempt, release, delivery));
  }

  @Test
  void refusesAnOlderTokenOfTheSameJobAndWritesNothing() throws Exception {
    assertThat(target().write("begin", work)).isTrue();

    for (var older : List.of(with(1, 9, 9), with(2, 4, 9), with(2, 5, 0))) {
      assertThat(target().write("begin", older)).isFalse();
    }
    assertThat(Files.readAllLines(file())).hasSize(1);
  }

  @Test
  void takesTheSameTokenAndNewerOnesAndOtherJobs() throws Exception {
    var other = new Work(IDS.next(), "main", new Token(1, 1, 1));

    for (var newer : List.of(work, work, with(2, 5, 2), with(2, 6, 1), with(3, 1, 1), other)) {
      assertThat(target().write("begin", newer)).isTrue();
    }
    assertThat(Files.readAllLines(file())).hasSize(6);
  }

  @Test
  void goesOnAfterALineThatWasCutOffWhenItsWriterDied() throws Exception {
    target().write("begin", work);
    Files.writeString(file(), "begin " + work.id(), StandardOpenOption.APPEND);

    assertThat(target().write("begin", with(2, 5, 2))).isTrue();
    assertThat(target().write("begin", work)).isFalse();

    assertThat(Files.readAllLines(file())).hasSize(3);
  }

  @Test
  void losesNoLineBetweenThreads() throws Exception {
    Callable<Boolean> many = () -> writeMany(folder.resolve("deep/below"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(List.of(many, many))) {
        assertThat(done.get()).isTrue();
      }
    }

    assertThat(Files.readAllLines(file())).hasSize(2 * WRITES);
  }

  @Test
  void losesNoLineBetweenProcesses() throws Exception {
    var other = process(file().getParent().toString());

    assertThat(writeMany(file().getParent())).isTrue();

    assertThat(other.waitFor()).isZero();
    assertThat(Files.readAllLines(file()))
        .hasSize(2 * WRITES)
        .allMatch(line -> line.split(" ").length == 4);
  }

  @Test
  void stopsWaitingForItsTurnWhenItIsTold() throws Exception {
    assertThat(target().write("begin", work)).isTrue();
    var other = process(file().toString(), "hold");
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("held");
      var turn = new FutureTask<>(() -> target().write("end", work));
      var thread = Thread.ofVirtual().start(turn);

      thread.interrupt();

      assertThat(turn)
          .failsWithin(Duration.ofSeconds(4))
          .withThrowableOfType(ExecutionException.class);
      assertThat(Files.readAllLines(file())).hasSize(1);
    } finally {
      other.destroyForcibly();
    }
  }

  private static Process process(String... words) throws IOException {
    var command =
        new ArrayList<String>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FencedTargetTest.class.getName()));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
  }

  private static void hold(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      System.out.println(lock.isValid() ? "held" : "free");
      // Nothing comes: it holds the lock until it is killed.
      System.exit(System.in.read());
    }
  }

  /** The other process. */
  public static void main(String[] words) throws IOException {
    if (words.length > 1) {
      hold(Path.of(words[0]));
    }
    System.exit(writeMany(Path.of(words[0])) ? 0 : 1);
  }

  private static boolean writeMany(Path folder) {
    var target = new FencedTarget(folder, "drill", Clock.systemUTC(), true);
    boolean all = true;
    try {
      for (int i = 0; i < WRITES; i++) {
        all &= target.write("begin", new Work(IDS.next(), "main", new Token(1, 1, 1)));
      }
      return all;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException _) {
      return false;
    }
  }
}
