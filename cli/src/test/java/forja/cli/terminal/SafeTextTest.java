package forja.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {

  @Test
  void leavesOrdinaryTextAsItIs() {
    var text = "año 日本 😀 a\tb\n";

    assertThat(SafeText.block(text)).isSameAs(text);
  }

  @Test
  void showsWhatATerminalWouldObey() {
    assertThat(SafeText.block("\u001b]0;title\u0007")).isEqualTo("\\x1b]0;title\\x07");
    assertThat(SafeText.block("a\rb\bc\u007f")).isEqualTo("a\\rb\\x08c\\x7f");
    assertThat(SafeText.block("\u009b31m")).isEqualTo("\\x9b31m");
    assertThat(SafeText.block("\u202eevil\u2066")).isEqualTo("\\u202eevil\\u2066");
    assertThat(SafeText.block("lone \ud83d")).isEqualTo("lone \\ud83d");
  }

  @Test
  void keepsALineALine() {
    assertThat(SafeText.line("a\nb\tc\u2028d")).isEqualTo("a\\nb\\tc\\u2028d");
  }
}
