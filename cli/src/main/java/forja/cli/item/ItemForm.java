package forja.cli.item;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.cli.Desk;
import forja.cli.command.HiddenInput;
import forja.cli.config.Misuse;
import forja.cli.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that fill in an item: a file, its labels, and one for each of its fields. */
final class ItemForm {
  /** Written by the farm alone; whoever hands in what was shown need not take them out. */
  private static final List<String> OF_THE_FARM =
      List.of("id", "createdAt", "createdBy", "updatedAt", "updatedBy");

  static final String VERSION = "version";

  private final Desk desk;
  private final ItemKind kind;
  private final Map<ItemField, OptionSpec> fields = new LinkedHashMap<>();
  private final HiddenOptions hidden;
  private final OptionSpec file =
      several("The fields as JSON, as show --json prints them; - is standard input.", "FILE|-")
          .names("-f", "--file")
          .build();
  private final OptionSpec labels =
      several("A word to find it by; repeatable.", "NAME=VALUE").names("--label").build();
  private final OptionSpec withoutLabels =
      several("Take a label away; repeatable.", "NAME").names("--remove-label").build();

  ItemForm(Desk desk, ItemKind kind) {
    this.desk = desk;
    this.kind = kind;
    for (var field : kind.fields()) {
      if (!field.isHidden()) {
        fields.put(field, option(field));
      }
    }
    this.hidden = new HiddenOptions(new HiddenInput(desk), kind);
  }

  private static OptionSpec.Builder several(String what, String label) {
    return OptionSpec.builder("--x")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(what);
  }

  private static OptionSpec option(ItemField field) {
    var option = several(field.what(), field.label()).names(field.option());
    if (field.sort() == ItemField.Sort.LIST) {
      option.splitRegex(",");
    }
    if (!field.words().isEmpty()) {
      option.completionCandidates(field.words());
    }
    return option.build();
  }

  void addTo(CommandSpec command) {
    command.addOption(file);
    fields.values().forEach(command::addOption);
    hidden.addTo(command);
    command.addOption(labels);
  }

  /** Also those that only something which exists can need. */
  void addToChange(CommandSpec command) {
    addTo(command);
    command.addOption(withoutLabels);
  }

  HiddenOptions hidden() {
    return hidden;
  }

  /** What was filled in; empty when nothing was. */
  ObjectNode document() {
    var document = typed(file).isEmpty() ? Json.object() : read(typed(file).getLast());
    document.remove(OF_THE_FARM);
    document.remove(kind.readOnly());
    fields.forEach((field, option) -> {
      if (!typed(option).isEmpty()) {
        field.put(typed(option), document, desk.clock());
      }
    });
    typed(labels).forEach(label -> putLabel(label, document));
    typed(withoutLabels).forEach(name -> labelsOf(document).putNull(name));
    return document;
  }

  private static void putLabel(String typed, ObjectNode document) {
    var end = typed.indexOf('=');
    if (end < 1) {
      throw new Misuse("--label is NAME=VALUE, found " + typed);
    }
    labelsOf(document).put(typed.substring(0, end), typed.substring(end + 1));
  }

  private static ObjectNode labelsOf(ObjectNode document) {
    return document.get("labels") instanceof ObjectNode labels
        ? labels
        : document.putObject("labels");
  }

  private ObjectNode read(String name) {
    try {
      if (Json.read(new HiddenInput(desk).in(name)) instanceof ObjectNode item) {
        return item;
      }
      throw new Misuse("what is in " + name + " is no JSON object");
    } catch (JacksonException malformed) {
      // Its own message would show a part of what may be secret.
      throw new Misuse("what is in " + name + " is no JSON");
    }
  }

  static List<String> typed(OptionSpec option) {
    List<String> values = option.getValue();
    return values == null ? List.of() : values;
  }
}
