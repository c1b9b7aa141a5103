package forja.cli.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.cli.config.Misuse;
import forja.cli.item.ItemField.Sort;
import forja.cli.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemFieldTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  @Test
  void writesDownEachSortOfValueAsTheApiWantsIt() {
    var text = ItemField.text("x", "");
    assertThat(written(text, "a", "b")).isEqualTo("{\"x\":\"b\"}");
    assertThat(written(text, "")).isEqualTo("{\"x\":null}");
    assertThat(written(text.typedAs(Sort.LIST), "a", "b")).isEqualTo("{\"x\":[\"a\",\"b\"]}");
    assertThat(written(text.typedAs(Sort.LIST), "")).isEqualTo("{\"x\":[]}");
    assertThat(written(text.typedAs(Sort.TIME), "+1d"))
        .isEqualTo("{\"x\":\"2026-01-02T00:00:00Z\"}");
    assertThat(written(ItemField.yesOrNo("x", ""), "no")).isEqualTo("{\"x\":false}");
  }

  @Test
  void namesTheOptionAndTheValueThatIsWrong() {
    var flag = ItemField.yesOrNo("disabled", "");

    assertThatThrownBy(() -> written(flag, "perhaps"))
        .isInstanceOf(Misuse.class)
        .hasMessage("--disabled is yes or no, found perhaps");
  }

  private static String written(ItemField field, String... typed) {
    var document = Json.object();
    field.put(List.of(typed), document, CLOCK);
    return Json.line(document);
  }
}
