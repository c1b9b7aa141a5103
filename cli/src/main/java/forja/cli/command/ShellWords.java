package forja.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.json.Json;
import java.util.ArrayList;
import java.util.List;

/** A request as the words that somebody would type. */
final class ShellWords {
  private ShellWords() {}

  static String run(JsonNode request) {
    var words = new ArrayList<>(List.of("run", Json.text(request, "kind")));
    for (var field : request.path("spec").properties()) {
      var name = field.getKey().replaceAll("([\\\\.=])", "\\\\$1");
      words.add("--set");
      words.add(quoted(name + "=" + value(field.getValue())));
    }
    return String.join(" ", words);
  }

  /** A text that reads like JSON needs its quotation marks to stay a text. */
  private static String value(JsonNode value) {
    if (!value.isTextual()) {
      return Json.line(value);
    }
    var looksLikeJson = value.textValue().matches("(?s)(true|false|null|[-\\d\\[{\"].*|)");
    return looksLikeJson ? Json.line(value) : value.textValue();
  }

  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
