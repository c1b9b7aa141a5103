package forja.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  private static final Path LAUNCHER = Path.of("../forja").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void printsHelpWhenItIsCalledAlone() throws Exception {
    var answer = run(LAUNCHER, System.getProperty("java.home"));

    assertThat(answer.status()).isZero();
    assertThat(answer.text()).contains("forja demo", "forja up", "forja test");
  }

  @Test
  void worksThroughALinkFromAnywhere() throws Exception {
    var link = Files.createSymbolicLink(folder.resolve("elsewhere"), LAUNCHER);

    assertThat(run(link, System.getProperty("java.home"), "help").text()).contains("forja demo");
  }

  @Test
  void saysWhichJdkItWants() throws Exception {
    var answer = run(LAUNCHER, anOldJdk().toString(), "status");

    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.text()).contains("FORJA_JAVA_HOME is no JDK 25 or newer");
  }

  @Test
  void saysWhatADrillIsToldBy() throws Exception {
    var answer = run(LAUNCHER, System.getProperty("java.home"), "test", "chaos", "many");

    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.text()).contains("N is how many seeds, found 'many'");
  }

  @Test
  void saysThatNothingRuns() throws Exception {
    var answer = run(LAUNCHER, System.getProperty("java.home"), "status");

    assertThat(answer.status()).isEqualTo(3);
    assertThat(answer.text()).contains("not running on " + folder);
  }

  @Test
  void takesNoStrangersProcessForTheFarm() throws Exception {
    var ownProcess = Long.toString(ProcessHandle.current().pid());
    Files.writeString(folder.resolve("forja.pid"), ownProcess);

    assertThat(run(LAUNCHER, System.getProperty("java.home"), "down").text())
        .contains("not running on " + folder);
  }

  @Test
  void refusesAPartOfTheTestsThatDoesNotExist() throws Exception {
    var answer = run(LAUNCHER, System.getProperty("java.home"), "test", "units");

    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.text()).contains("there is no part 'units'");
  }

  private Path anOldJdk() throws IOException {
    var jdk = folder.resolve("jdk-17");
    var compiler = Files.createDirectories(jdk.resolve("bin")).resolve("javac");
    Files.createFile(compiler);
    Files.setPosixFilePermissions(compiler, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    return jdk;
  }

  private Answer run(Path launcher, String jdk, String... words)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("FORJA_DATA", folder.toString());
    builder.environment().put("FORJA_JAVA_HOME", jdk);
    var process = builder.start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), text);
  }

  /** How the launcher ended, and what it said. */
  private record Answer(int status, String text) {}
}
