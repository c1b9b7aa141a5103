package forja.cli.item;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.Desk;
import forja.cli.json.Json;
import forja.cli.terminal.Columns;
import forja.cli.terminal.Ink;
import forja.cli.terminal.SafeText;

/** One item, a line for each of its fields that has a value. */
final class ItemSheet {
  private final Desk desk;

  ItemSheet(Desk desk) {
    this.desk = desk;
  }

  void show(JsonNode item) {
    if (desk.wantsJson()) {
      desk.printJson(item);
      return;
    }
    var widest = 0;
    for (var field : item.properties()) {
      widest = Math.max(widest, field.getKey().length());
    }
    for (var field : item.properties()) {
      var text = text(field.getValue(), Json.text(item, field.getKey()));
      if (!text.isEmpty()) {
        var heading = Columns.pad(field.getKey(), widest);
        var painted = desk.terminal().look().paint(Ink.DIM, SafeText.line(heading));
        desk.terminal().print(painted + "  " + SafeText.line(text));
      }
    }
  }

  private static String text(JsonNode value, String plain) {
    return value.isContainerNode() ? ItemColumn.words(value) : plain;
  }
}
