package forja.intake;

import static forja.intake.Asked.newMark;
import static forja.intake.Asked.ping;
import static forja.intake.FarmOfTwo.MAIN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that the page on posting shows do what the page says. */
class ExamplesIT {
  private static final Path EXAMPLES = Path.of("..", "examples", "posting");
  private static final Path PAGE = Path.of("..", "docs", "posting-to-the-queue.md");
  private static final int DEADLINE_SECONDS = 60;

  @TempDir static Path data;
  static FarmOfTwo farm;

  @BeforeAll
  static void start() throws Exception {
    farm = FarmOfTwo.start(data);
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @Test
  void theJavaProgramPostsOverAmqp() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    posts(List.of(java, "-cp", classPath(), EXAMPLES.resolve("PostJob.java").toString()));
  }

  @Test
  void theShellScriptPostsOverStomp() throws Exception {
    posts(List.of("bash", EXAMPLES.resolve("post-job.sh").toString()));
  }

  private static void posts(List<String> program) throws Exception {
    var mark = newMark();
    var first = run(program, mark);
    var second = run(program, mark);

    assertThat(first.repeated()).isFalse();
    assertThat(second.repeated()).isTrue();
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(farm.http().endOf(first)).isEqualTo("succeeded");
    assertThat(farm.marked(MAIN, mark)).hasSize(1);
  }

  private static Heard run(List<String> program, String mark) throws Exception {
    var words = new ArrayList<>(program);
    words.add(farm.broker().getHost());
    words.add(Integer.toString(farm.broker().getPort()));
    words.add(farm.credentialFile("customer-main").toString());
    words.add(mark);
    words.add(ping(mark));
    var said = data.resolve("said-" + newMark()).toFile();
    var errors = data.resolve("errors-" + newMark()).toFile();
    var process = new ProcessBuilder(words).redirectOutput(said).redirectError(errors).start();
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).as("%s ends", words).isTrue();
    assertThat(process.exitValue()).as(text(errors)).isZero();
    return Heard.of(text(said).strip(), mark);
  }

  private static String text(File file) throws Exception {
    return Files.readString(file.toPath(), UTF_8);
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  @Test
  void thePageShowsThem() throws Exception {
    var page = Files.readString(PAGE);

    for (var name : List.of("PostJob.java", "post-job.sh")) {
      assertThat(page).contains(Files.readString(EXAMPLES.resolve(name)).strip());
    }
  }
}
