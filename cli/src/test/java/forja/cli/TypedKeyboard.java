package forja.cli;

import forja.cli.terminal.Keyboard;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Somebody who has these answers, and no others; nobody at all when there are none. */
final class TypedKeyboard implements Keyboard {
  private final Deque<String> answers;

  TypedKeyboard(List<String> answers) {
    this.answers = new ArrayDeque<>(answers);
  }

  @Override
  public Optional<String> hidden(String question) {
    return Optional.ofNullable(answers.poll());
  }

  @Override
  public boolean isStandardInput() {
    return !answers.isEmpty();
  }
}
