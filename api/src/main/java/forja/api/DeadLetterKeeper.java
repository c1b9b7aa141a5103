package forja.api;

import forja.api.ledger.DeadLetter;
import forja.api.ledger.DeadLetters;
import forja.api.ledger.NewDeadLetter;
import forja.routes.dead.UnreadableRoute.Unreadable;
import forja.routes.wiring.Content;
import java.util.List;
import java.util.Optional;

/** Keeps what was put aside as dead letters of the farm. */
final class DeadLetterKeeper {
  private final DeadLetters letters;

  DeadLetterKeeper(DeadLetters letters) {
    this.letters = letters;
  }

  void keep(List<Unreadable> unreadables) {
    letters.keep(unreadables.stream().map(DeadLetterKeeper::letter).toList());
  }

  private static NewDeadLetter letter(Unreadable unreadable) {
    var content = unreadable.content();
    return new NewDeadLetter(
        DeadLetter.OF_THE_FARM,
        unreadable.why().address(),
        unreadable.why().reason(),
        Optional.empty(),
        unreadable.origin(),
        content.form() == Content.Form.READABLE && content.bytes().length > 0,
        content.bytes());
  }
}
