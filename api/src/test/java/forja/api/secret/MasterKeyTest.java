package forja.api.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.routes.program.CannotStart;
import forja.routes.program.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {
  private static final byte[] PLAIN = "hunter22".getBytes(UTF_8);

  @TempDir Path folder;

  @Test
  void opensWhatItHasSealed() throws IOException {
    var key = MasterKey.read(file(MasterKey.newLine()));

    var sealed = key.seal(PLAIN, "the door");

    assertThat(key.open(sealed, "the door")).isEqualTo(PLAIN);
    assertThat(new String(sealed, UTF_8)).doesNotContain("hunter22");
    assertThat(key.seal(PLAIN, "the door")).isNotEqualTo(sealed);
  }

  @Test
  void opensNothingThatIsAboutSomethingElse() throws IOException {
    var key = MasterKey.read(file(MasterKey.newLine()));
    var sealed = key.seal(PLAIN, "the door");

    assertThatThrownBy(() -> key.open(sealed, "the window"))
        .isInstanceOf(CannotOpen.class)
        .hasMessage("what is sealed about the window was changed, or is not about it");
  }

  @Test
  void opensNothingThatWasChanged() throws IOException {
    var key = MasterKey.read(file(MasterKey.newLine()));

    for (int at = 0; at < key.seal(PLAIN, "x").length; at++) {
      var sealed = key.seal(PLAIN, "x");
      sealed[at] ^= 4;
      assertThatThrownBy(() -> key.open(sealed, "x")).isInstanceOf(CannotOpen.class);
    }
    assertThatThrownBy(() -> key.open(new byte[9], "x")).isInstanceOf(CannotOpen.class);
  }

  @Test
  void namesTheKeyThatIsMissing() throws IOException {
    var other = MasterKey.of(MasterKey.newLine());
    var key = MasterKey.read(file(MasterKey.newLine()));
    var sealed = other.seal(PLAIN, "x");

    assertThatThrownBy(() -> key.open(sealed, "x"))
        .isInstanceOf(CannotOpen.class)
        .hasMessageContaining("needs the master key " + other.name())
        .hasMessageContaining("there are " + key.name());
  }

  @Test
  void sealsWithTheFirstKeyAndOpensWithAll() throws IOException {
    var before = MasterKey.newLine();
    var sealed = MasterKey.of(before).seal(PLAIN, "x");
    var now = MasterKey.newLine();

    var both = MasterKey.read(file("# the new one\n" + now + "\n\n" + before));

    assertThat(both.open(sealed, "x")).isEqualTo(PLAIN);
    assertThat(both.name()).isEqualTo(MasterKey.of(now).name());
    var anew = both.resealed(sealed, "x").orElseThrow();
    assertThat(MasterKey.of(now).open(anew, "x")).isEqualTo(PLAIN);
    assertThat(both.resealed(anew, "x")).isEmpty();
  }

  @Test
  void isReadAgainWhenItsFileChanges() throws IOException {
    var before = MasterKey.newLine();
    var file = file(before);
    var key = MasterKey.read(file);
    var sealed = key.seal(PLAIN, "x");
    var now = MasterKey.newLine();

    PrivateFile.write(file, (now + "\n" + before).getBytes(UTF_8));

    assertThat(key.name()).isEqualTo(MasterKey.of(now).name());
    assertThat(MasterKey.of(now).open(key.seal(PLAIN, "y"), "y")).isEqualTo(PLAIN);
    assertThat(key.open(sealed, "x")).isEqualTo(PLAIN);
  }

  @Test
  void staysAsItIsWhenItsFileBreaksOrGoes() throws IOException {
    var file = file(MasterKey.newLine());
    var key = MasterKey.read(file);
    var sealed = key.seal(PLAIN, "x");

    PrivateFile.write(file, "nonsense".getBytes(UTF_8));
    assertThat(key.open(sealed, "x")).isEqualTo(PLAIN);

    Files.delete(file);
    assertThat(key.open(sealed, "x")).isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", "short", "c2hvcnQ=", "not base64 at all!"})
  void isNoneWithoutAWholeKey(String content) {
    assertThatThrownBy(() -> MasterKey.read(file(content)))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("each 32 bytes as base64")
        .message()
        .satisfies(message -> {
          if (!content.isBlank()) {
            assertThat(message).doesNotContain(content);
          }
        });
  }

  @Test
  void isNoneInAFileThatOthersMayRead() throws IOException {
    var file = file(MasterKey.newLine());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> MasterKey.read(file))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("chmod 600 " + file);
  }

  @Test
  void isNoneInAFileThatIsNotThere() {
    assertThatThrownBy(() -> MasterKey.read(folder.resolve("no.key")))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("cannot read the master key in");
  }

  @Test
  void isMadeOnceForItsOwnerAlone() throws IOException {
    var file = folder.resolve("made.key");

    var first = MasterKey.readOrMake(file);
    var second = MasterKey.readOrMake(file);

    assertThat(second.name()).isEqualTo(first.name());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void tellsNothingOfItself() {
    var line = MasterKey.newLine();

    assertThat(MasterKey.of(line).toString())
        .matches("master key [0-9a-f]{16}")
        .doesNotContain(line);
  }

  private Path file(String content) throws IOException {
    var file = folder.resolve("master.key");
    PrivateFile.write(file, (content + "\n").getBytes(UTF_8));
    return file;
  }
}
