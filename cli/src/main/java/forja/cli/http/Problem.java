package forja.cli.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.json.Json;
import forja.cli.terminal.SafeText;
import java.util.ArrayList;
import java.util.List;

/** Why the api refused (RFC 9457), and how to say so in a few words. */
public record Problem(int status, JsonNode document) {

  /** Whatever answered: when it is no problem document, the status has to do. */
  public static Problem of(int status, byte[] body) {
    try {
      var document = Json.read(body);
      if (document.path("title").isTextual()) {
        return new Problem(status, document);
      }
    } catch (JacksonException notJson) {
      // Something between us and the api may have answered; its page would help nobody here.
    }
    var document = Json.object();
    document.put("type", "about:blank").put("title", "The answer was HTTP " + status);
    return new Problem(status, document.put("status", status));
  }

  /** One sentence, then one line for each wrong field. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(SafeText.line(sentence()));
    for (var error : document.path("errors")) {
      var place = Json.text(error, "pointer").replaceFirst("^/", "");
      var what = Json.text(error, "detail");
      lines.add("  " + SafeText.line(place.isEmpty() ? what : place + ": " + what));
    }
    if (document.has("incident")) {
      lines.add("  incident: " + SafeText.line(Json.text(document, "incident")));
    }
    if (status == 401 && !Json.text(document, "type").endsWith("/wrong-login")) {
      lines.add("  say who you are: forja login, or FORJA_TOKEN");
    }
    return lines;
  }

  private String sentence() {
    var title = Json.text(document, "title");
    var detail = Json.text(document, "detail");
    var both = detail.isEmpty() || detail.equals(title) ? title : unended(title) + ": " + detail;
    return both.endsWith(".") || both.endsWith("?") ? both : both + ".";
  }

  private static String unended(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
