package forja.api.dead;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.ledger.DeadLetter;
import forja.common.wire.Wire;
import java.util.Base64;

/** A dead letter as a caller sees it. */
final class DeadLetterView {
  private DeadLetterView() {}

  static ObjectNode of(DeadLetter letter) {
    return Wire.json()
        .createObjectNode()
        .put("id", letter.id().toString())
        .put("what", letter.what().wireName())
        .put("address", letter.address())
        .put("reason", letter.reason())
        .put("key", letter.key().orElse(null))
        .put("at", letter.at().toString())
        .put("size", letter.size())
        .put("whole", letter.isWhole());
  }

  /** With its body: as a text, if it is one. */
  static ObjectNode whole(DeadLetter letter) {
    var text = letter.text();
    return of(letter)
        .put("encoding", text.isPresent() ? "text" : "base64")
        .put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(letter.body())));
  }
}
