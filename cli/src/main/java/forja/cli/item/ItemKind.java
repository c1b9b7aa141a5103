package forja.cli.item;

import forja.cli.http.PathWords;
import java.util.List;

/**
 * What the client knows of a store: its words, its place, what can be filled in, what lists show,
 * and which of its own fields only the farm writes.
 */
record ItemKind(
    String noun,
    String what,
    List<ItemField> fields,
    List<ItemColumn> columns,
    List<String> readOnly,
    List<String> examples) {

  ItemKind {
    readOnly = List.copyOf(readOnly);
    fields = List.copyOf(fields);
    columns = List.copyOf(columns);
    examples = List.copyOf(examples);
  }

  String path() {
    return "/" + noun + "s";
  }

  String path(String name) {
    return path() + "/" + PathWords.of(name).replace("/", "%2F");
  }

  /** Those of one of its commands; with an empty one, all of them. */
  List<String> examples(String command) {
    var words = ("forja " + noun + " " + command).stripTrailing();
    return examples.stream()
        .filter(example -> example.contains(words))
        .map(example -> "  " + example)
        .toList();
  }
}
