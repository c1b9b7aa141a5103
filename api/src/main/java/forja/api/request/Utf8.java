package forja.api.request;

import forja.api.request.FieldProblem.Code;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Sees whether bytes are text, before a JSON reader guesses another encoding from the zeros among
 * them.
 */
final class Utf8 {
  private Utf8() {}

  static Optional<FieldProblem> problem(byte[] bytes) {
    boolean plain = true;
    for (byte b : bytes) {
      if (b == 0) {
        return problem("holds the byte 0, which no JSON text may hold");
      }
      plain &= b > 0;
    }
    if (plain) {
      return Optional.empty();
    }
    try {
      // A decoder refuses what a String replaces: halves of surrogate pairs and detours to a
      // character.
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return Optional.empty();
    } catch (CharacterCodingException _) {
      return problem("is not valid UTF-8");
    }
  }

  private static Optional<FieldProblem> problem(String detail) {
    return Optional.of(new FieldProblem("", "the body " + detail, Code.MALFORMED));
  }
}
