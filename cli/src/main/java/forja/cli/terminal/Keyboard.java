package forja.cli.terminal;

import java.util.Optional;

/** Somebody who can be asked for what nobody else may see. */
public interface Keyboard {
  /** What was typed, without showing it; nothing when nobody can be asked. */
  Optional<String> hidden(String question);

  /** Whether standard input comes from a keyboard, where everybody would see what is typed. */
  boolean isStandardInput();

  static Keyboard ofThisProcess() {
    return new Keyboard() {
      @Override
      public Optional<String> hidden(String question) {
        return Terminal.isConsole()
            ? Optional.ofNullable(System.console().readPassword("%s", question)).map(String::new)
            : Optional.empty();
      }

      @Override
      public boolean isStandardInput() {
        return Terminal.isStandardInput();
      }
    };
  }
}
