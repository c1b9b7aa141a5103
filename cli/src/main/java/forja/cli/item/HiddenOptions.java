package forja.cli.item;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.cli.command.HiddenInput;
import forja.cli.config.Misuse;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The ways to hand in the one field of an item that nobody may see, where it has one. */
final class HiddenOptions {
  private final HiddenInput input;
  private final String noun;
  private final Optional<ItemField> field;
  private final OptionSpec file;
  private final OptionSpec standardInput;

  HiddenOptions(HiddenInput input, ItemKind kind) {
    this.input = input;
    this.noun = kind.noun();
    this.field = kind.fields().stream().filter(ItemField::isHidden).findFirst();
    var name = field.map(ItemField::option).orElse("--value");
    this.file =
        OptionSpec.builder(name + "-file")
            .type(String.class)
            .arity("1")
            .paramLabel("FILE|-")
            .description("Where the " + name.substring(2) + " is; - is standard input.")
            .build();
    this.standardInput =
        OptionSpec.builder(name + "-stdin")
            .type(boolean.class)
            .arity("0")
            .description("The " + name.substring(2) + " is on standard input.")
            .build();
  }

  void addTo(CommandSpec command) {
    if (field.isPresent()) {
      command.addOption(file).addOption(standardInput);
    }
  }

  /** Whether such an item is kept for the sake of this field, as a secret is for its value. */
  boolean isWhatItIsFor() {
    return field.filter(hidden -> hidden.sort() == ItemField.Sort.HIDDEN_BYTES).isPresent();
  }

  /** Adds what was handed in by an option. */
  void addGiven(ObjectNode document) {
    field.ifPresent(hidden -> given().ifPresent(bytes -> put(hidden, bytes, document)));
  }

  /** The same; without an option somebody is asked, or standard input has to hold it. */
  void addAsked(ObjectNode document) {
    field.ifPresent(hidden -> put(hidden, given().orElseGet(() -> asked(hidden)), document));
  }

  private Optional<byte[]> given() {
    Boolean fromStandardInput = standardInput.getValue();
    return Boolean.TRUE.equals(fromStandardInput)
        ? Optional.of(input.in(HiddenInput.STANDARD_INPUT))
        : Optional.ofNullable(file.<String>getValue()).map(input::in);
  }

  private byte[] asked(ItemField hidden) {
    return input
        .typedTwice(hidden.what())
        .map(text -> text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .orElseGet(() -> input.in(HiddenInput.STANDARD_INPUT));
  }

  private void put(ItemField hidden, byte[] bytes, ObjectNode document) {
    if (bytes.length == 0) {
      throw new Misuse("the " + hidden.name() + " of a " + noun + " is not to be empty");
    }
    var text = HiddenInput.text(bytes);
    if (text.isPresent()) {
      document.put(hidden.name(), text.get());
    } else if (hidden.sort() == ItemField.Sort.HIDDEN_BYTES) {
      document.put(hidden.name(), Base64.getEncoder().encodeToString(bytes));
      document.put("encoding", "base64");
    } else {
      throw new Misuse("the " + hidden.name() + " of a " + noun + " is text in UTF-8");
    }
    Arrays.fill(bytes, (byte) 0);
  }
}
