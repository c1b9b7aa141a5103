package forja.cli.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import forja.cli.config.Misuse;
import forja.cli.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecEditTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "a=true;{\"a\":true}",
        "a=3;{\"a\":3}",
        "a=1.50;{\"a\":1.50}",
        "a=null;{\"a\":null}",
        "a=PT2S;{\"a\":\"PT2S\"}",
        "a=;{\"a\":\"\"}",
        "a=\"3\";{\"a\":\"3\"}",
        "a=[1,2];{\"a\":[1,2]}",
        "a={\"b\":1};{\"a\":{\"b\":1}}",
        "a={broken;{\"a\":\"{broken\"}",
        "a=1 2;{\"a\":\"1 2\"}",
        "a=x=y;{\"a\":\"x=y\"}",
        "a.b.c=1;{\"a\":{\"b\":{\"c\":1}}}",
        "a\\.b=1;{\"a.b\":1}",
        "a\\=b=1;{\"a=b\":1}",
        "a\\\\=1;{\"a\\\\\":1}"
      })
  void putsTypedValuesIntoNestedPlaces(String typed, String spec) {
    assertThat(applied("{}", typed)).isEqualTo(spec);
  }

  @Test
  void goesIntoListsThatAreThere() {
    assertThat(applied("{\"a\":[1,{\"b\":2}]}", "a.1.b=3")).isEqualTo("{\"a\":[1,{\"b\":3}]}");
    assertThat(applied("{\"a\":[1]}", "a.0=7")).isEqualTo("{\"a\":[7]}");
    assertThat(applied("{\"a\":[1]}", "a.1=2")).isEqualTo("{\"a\":[1,2]}");
    assertThatThrownBy(() -> applied("{\"a\":[1]}", "a.5=2"))
        .isInstanceOf(Misuse.class)
        .hasMessageContaining("0 to 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "=1", "a..b=1", ".a=1", "a.=1"})
  void whatHasNoPathOrNoValueIsRefused(String typed) {
    assertThatThrownBy(() -> SpecEdit.parse(typed)).isInstanceOf(Misuse.class);
  }

  private static String applied(String before, String typed) {
    try {
      var spec = Json.objectOf(Json.read(before));
      SpecEdit.parse(typed).applyTo(spec);
      return Json.line(spec);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(malformed);
    }
  }
}
