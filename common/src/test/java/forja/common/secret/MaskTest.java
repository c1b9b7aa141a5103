package forja.common.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import forja.common.wire.Wire;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {
  private static final String VALUE = "s3cr=t/\"wörd\" +~\\x";

  @Test
  void hidesAValueAndNothingElse() {
    assertThat(maskOf("hunter22").text("the password is hunter22, not hunter2"))
        .isEqualTo("the password is ***, not hunter2");
  }

  @Test
  void leavesATextWithoutValuesAsItIs() {
    var text = "nothing to see here\n\n\tmove along é 🦊";

    assertThat(maskOf("hunter22").text(text)).isEqualTo(text);
  }

  @Test
  void hidesTheLongestOfValuesThatBeginAlike() {
    assertThat(maskOf("hunter", "hunter22", "ter22and").text("a hunter22and b hunter c"))
        .isEqualTo("a *** b *** c");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void hidesAValueInEveryForm(String form) {
    assertThat(maskOf(VALUE).text("<<" + form + ">>")).isEqualTo("<<***>>");
  }

  static Stream<String> forms() {
    var bytes = VALUE.getBytes(UTF_8);
    var form = URLEncoder.encode(VALUE, UTF_8);
    var json = Wire.text(VALUE).substring(1, Wire.text(VALUE).length() - 1);
    return Stream.of(
        VALUE,
        HexFormat.of().formatHex(bytes),
        HexFormat.of().withUpperCase().formatHex(bytes),
        Base64.getEncoder().encodeToString(bytes),
        Base64.getEncoder().withoutPadding().encodeToString(bytes),
        Base64.getUrlEncoder().encodeToString(bytes),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
        form,
        form.replace("+", "%20"),
        lowerEscapes(form),
        json,
        json.replace("/", "\\/"),
        json.replace("ö", "\\u00f6"),
        json.replace("ö", "\\u00F6"));
  }

  private static String lowerEscapes(String encoded) {
    return Pattern.compile("%[0-9A-F]{2}")
        .matcher(encoded)
        .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void hidesAValueWithinAnotherTextInBase64(int before) {
    var mask = maskOf(VALUE);
    for (int after = 0; after < 6; after++) {
      var text = "u".repeat(before) + VALUE + "?".repeat(after);
      for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder().withoutPadding())) {
        var shown = mask.text(encoder.encodeToString(text.getBytes(UTF_8)));

        assertThat(shown).contains("***").hasSizeLessThan(3 + 2 + (before + after) * 2 + 4);
      }
    }
  }

  @Test
  void hidesEachLineOfAValueOfSeveralLines() {
    var key = "-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END KEY-----\n";

    assertThat(maskOf(key).text("> MIIEvQIBADANBg\n> kqhkiG9w0BAQEF\n"))
        .isEqualTo("> ***\n> ***\n");
    assertThat(maskOf(key).text("key: " + key + "end")).isEqualTo("key: ***end");
  }

  @Test
  void hidesAValueWithoutTheBlanksAroundIt() {
    assertThat(maskOf("hunter22\n").text("hunter22.")).isEqualTo("***.");
    assertThat(maskOf("hunter22\n").text("aHVudGVyMjI=")).isEqualTo("***");
  }

  @Test
  void hidesWhatIsNoText() {
    var value = new byte[] {0, 1, 2, (byte) 0xfe, (byte) 0xff, 'a'};

    assertThat(Mask.of(List.of(value)).text("x AAEC/v9h y 000102feff61")).isEqualTo("x *** y ***");
  }

  @Test
  void keepsBackNoMoreThanWhatMayBeAValue() {
    var text = maskOf("hunter22").begin();

    assertThat(text.feed("it is hun")).isEqualTo("it is ");
    assertThat(text.feed("g up, hunter2")).isEqualTo("hung up, ");
    assertThat(text.feed("2 and hunt")).isEqualTo("*** and ");
    assertThat(text.finish()).isEqualTo("hunt");
  }

  @Test
  void hidesALongValueAndWhatBeginsLikeIt() {
    var value = letters(new Random(7), 5_000);
    var mask = maskOf(value);

    assertThat(mask.text("a" + value + "b" + value + "c")).isEqualTo("a***b***c");
    assertThat(mask.text("a" + value.substring(0, 3_000) + "!")).isEqualTo("a***!");
  }

  @Test
  void hidesALongValueThatBeginsWithinAnother() {
    var repeated = "ab".repeat(200);

    assertThat(maskOf(repeated + "END").text("<" + "ab".repeat(350) + "END>")).isEqualTo("<***>");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void saysTheSameHoweverTheTextIsCut(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      var values = IntStream.range(0, 1 + random.nextInt(4)).mapToObj(_ -> value(random)).toList();
      var mask = Mask.of(values.stream().map(value -> value.getBytes(UTF_8)).toList());
      var text = text(random, values);

      var whole = mask.text(text);

      assertThat(inPieces(mask, text, random)).isEqualTo(whole);
      assertThat(whole).isEqualTo(expected(text, values));
    }
  }

  /** The union of all places where a form of a value stands, one by one. */
  private static String expected(String text, List<String> values) {
    var hidden = new boolean[text.length()];
    for (var value : values) {
      for (var form : ValueForms.of(value.getBytes(UTF_8))) {
        for (int at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
          Arrays.fill(hidden, at, at + form.length(), true);
        }
      }
    }
    var shown = new StringBuilder();
    for (int at = 0; at < hidden.length; at++) {
      if (!hidden[at]) {
        shown.append(text.charAt(at));
      } else if (at == 0 || !hidden[at - 1]) {
        shown.append("***");
      }
    }
    return shown.toString();
  }

  private static String inPieces(Mask mask, String text, Random random) {
    var masked = mask.begin();
    var said = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(12));
      said.append(masked.feed(text.substring(at, end)));
      at = end;
    }
    return said.append(masked.finish()).toString();
  }

  /** Of few letters, so that values begin, end and stand within each other. */
  private static String value(Random random) {
    var value = new StringBuilder();
    int length = 4 + random.nextInt(12);
    while (value.length() < length) {
      value.append("aab/ %\"".charAt(random.nextInt(7)));
    }
    return value.toString().isBlank() ? "aaab" : value.toString().strip() + "abab";
  }

  private static String text(Random random, List<String> values) {
    var parts = new ArrayList<String>();
    for (int part = 0; part < 20; part++) {
      var value = values.get(random.nextInt(values.size()));
      var forms = List.copyOf(ValueForms.of(value.getBytes(UTF_8)));
      parts.add(
          switch (random.nextInt(4)) {
            case 0 -> forms.get(random.nextInt(forms.size()));
            case 1 -> value.substring(0, random.nextInt(value.length()));
            case 2 -> letters(random, random.nextInt(6));
            default -> value.substring(random.nextInt(value.length()));
          });
    }
    return String.join("", parts);
  }

  private static String letters(Random random, int length) {
    return random
        .ints(length, 0, 62)
        .mapToObj(digit ->
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                .substring(digit, digit + 1))
        .reduce("", String::concat);
  }

  @Test
  void hidesValuesDeepInAResult() {
    var mask = maskOf("hunter22", "12345678");

    var masked =
        mask.things(
            Map.of("a", List.of("x hunter22", Map.of("hunter22", 12_345_678)), "b", 7, "c", true));

    assertThat(masked)
        .isEqualTo(Map.of("a", List.of("x ***", Map.of("***", "***")), "b", 7, "c", true));
  }

  @Test
  void goesThroughALongTextInOnePass() {
    var values =
        IntStream.range(0, 16).mapToObj(number -> letters(new Random(number), 32_000)).toList();
    var mask = Mask.of(values.stream().map(value -> value.getBytes(UTF_8)).toList());
    var text = letters(new Random(99), 20_000) + values.get(3) + letters(new Random(98), 20_000);

    var masked = mask.text(text);

    assertThat(masked).hasSize(40_003).contains("***");
  }

  private static Mask maskOf(String... values) {
    return Mask.of(Stream.of(values).map(value -> value.getBytes(UTF_8)).toList());
  }
}
