package forja.routes.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that lost one of its threads. */
class ProgramTest {
  @ParameterizedTest
  @ValueSource(strings = {"platform", "virtual"})
  void haltsWhenOthersTakeItsWork(String thread) throws Exception {
    var program = start("halt", thread);

    assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).isEqualTo(70);
  }

  @Test
  void goesOnWhenNobodyWouldTakeItsWork() throws Exception {
    var program = start("stay", "platform");

    try (var said = program.inputReader()) {
      assertThat(said.lines().anyMatch("survived"::equals)).isTrue();
    } finally {
      program.destroyForcibly();
    }
  }

  private static Process start(String... words) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ProgramTest.class.getName(),
            words[0],
            words[1])
        .redirectError(Redirect.DISCARD)
        .start();
  }

  /** The program. */
  public static void main(String[] words) {
    if (words[0].equals("halt")) {
      Program.runOrHalt(() -> losing(words[1]));
    } else {
      Program.run(() -> losing(words[1]));
    }
  }

  private static AutoCloseable losing(String thread) {
    var builder = thread.equals("virtual") ? Thread.ofVirtual() : Thread.ofPlatform();
    var lost =
        builder.start(() -> {
          throw new IllegalStateException("a bug");
        });
    try {
      lost.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    System.out.println("survived");
    return () -> {};
  }
}
