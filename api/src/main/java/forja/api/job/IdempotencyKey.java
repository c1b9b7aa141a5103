package forja.api.job;

import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.ledger.BookingKey;
import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
import forja.common.job.Text;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The word by which a caller makes it harmless to send a request again. */
record IdempotencyKey(String word) {
  static final String HEADER = "Idempotency-Key";
  static final String REPLAYED = "Idempotency-Replayed";

  static Optional<IdempotencyKey> of(@Nullable String given) {
    if (given != null && !Text.KEY.matcher(given).matches()) {
      throw Problem.of(
          ProblemType.INVALID_HEADER,
          new FieldProblem(
              "/header/" + HEADER, "must be 1 to 255 visible ASCII characters", Code.WRONG_FORMAT));
    }
    return Optional.ofNullable(given).map(IdempotencyKey::new);
  }

  BookingKey forBody(byte[] body) {
    return new BookingKey(word, Hash.of(body));
  }

  /**
   * The key of one row of a batch; a caller cannot write a space, so it meets no key of a caller.
   */
  static BookingKey ofRow(BookingKey whole, int row) {
    return row == 0 ? whole : new BookingKey(whole.key() + " " + row, whole.bodyHash());
  }
}
