package forja.cli.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import forja.cli.config.Misuse;
import forja.cli.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * One {@code path=value}: puts a value into a spec. Dots go into objects, a number goes into a list
 * that is already there; a backslash takes the meaning from a dot, an equals sign or a backslash.
 */
public record SpecEdit(List<String> path, JsonNode value) {

  public static SpecEdit parse(String typed) {
    var path = new ArrayList<String>();
    var word = new StringBuilder();
    for (var index = 0; index < typed.length(); index++) {
      var letter = typed.charAt(index);
      if (letter == '=') {
        path.add(word.toString());
        return new SpecEdit(named(path, typed), value(typed.substring(index + 1)));
      }
      if (letter == '.') {
        path.add(word.toString());
        word.setLength(0);
      } else if (letter == '\\' && index + 1 < typed.length()) {
        word.append(typed.charAt(++index));
      } else {
        word.append(letter);
      }
    }
    throw new Misuse("no path=value: " + typed);
  }

  private static List<String> named(List<String> path, String typed) {
    if (path.contains("")) {
      throw new Misuse("a name is missing in the path of " + typed);
    }
    return List.copyOf(path);
  }

  /** JSON when it is some (true, 3, null, [1,2], {"a":1}, "3"), else the text itself. */
  private static JsonNode value(String typed) {
    try {
      var json = Json.read(typed);
      return json.isMissingNode() ? TextNode.valueOf(typed) : json;
    } catch (JsonProcessingException text) {
      return TextNode.valueOf(typed);
    }
  }

  public void applyTo(ObjectNode spec) {
    JsonNode place = spec;
    for (var word : path.subList(0, path.size() - 1)) {
      place = inside(place, word);
    }
    put(place, path.getLast());
  }

  private JsonNode inside(JsonNode place, String word) {
    var next = place instanceof ArrayNode list ? list.get(index(list, word)) : place.get(word);
    if (next != null && next.isContainerNode()) {
      return next;
    }
    var fresh = Json.object();
    new SpecEdit(List.of(word), fresh).put(place, word);
    return fresh;
  }

  private void put(JsonNode place, String word) {
    if (place instanceof ObjectNode object) {
      object.set(word, value);
    } else if (place instanceof ArrayNode list) {
      var index = index(list, word);
      if (index == list.size()) {
        list.add(value);
      } else {
        list.set(index, value);
      }
    }
  }

  private int index(ArrayNode list, String word) {
    if (word.matches("\\d{1,6}") && Integer.parseInt(word) <= list.size()) {
      return Integer.parseInt(word);
    }
    throw new Misuse(
        String.join(".", path)
            + ": there is a list here, so "
            + word
            + " must be 0 to "
            + list.size());
  }
}
