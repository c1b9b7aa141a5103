package forja.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class LogLinesTest {

  @Test
  void cutsAtNewlinesWhereverThePiecesEnd() {
    var bytes = "año\n日本\nlast".getBytes(StandardCharsets.UTF_8);
    var seen = new ArrayList<String>();
    var lines = new LogLines(seen::add);

    for (var letter : bytes) {
      lines.take(new byte[] {letter}, 1);
    }
    lines.end();

    assertThat(seen).containsExactly("año", "日本", "last");
  }

  @Test
  void aLineWithoutEndDoesNotFillTheMemory() {
    var seen = new ArrayList<String>();
    var lines = new LogLines(seen::add);

    lines.take(new byte[64 * 1024], 64 * 1024);

    assertThat(seen).hasSize(1);
  }
}
