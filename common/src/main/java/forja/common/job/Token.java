package forja.common.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;

/**
 * Which piece of work a report speaks of. The ledger numbers attempt and release, the broker counts
 * deliveries; a report with an older token changes nothing.
 *
 * <p>The proof says that whoever speaks has received the release. It names no piece of work, so
 * tokens that differ in it alone are equal.
 */
public record Token(
    int attempt,
    int release,
    int delivery,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String proof)
    implements Comparable<Token> {
  private static final Comparator<Token> ORDER =
      Comparator.comparingInt(Token::attempt)
          .thenComparingInt(Token::release)
          .thenComparingInt(Token::delivery);

  @JsonCreator
  public Token {
    proof = proof == null ? "" : proof;
  }

  /** Without a proof: nobody but the api itself is believed so. */
  public Token(int attempt, int release, int delivery) {
    this(attempt, release, delivery, "");
  }

  @Override
  public int compareTo(Token other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Token token && compareTo(token) == 0;
  }

  @Override
  public int hashCode() {
    return (attempt * 31 + release) * 31 + delivery;
  }

  /** Without the proof, so that it can stand in a log and in a file. */
  @Override
  public String toString() {
    return attempt + "." + release + "." + delivery;
  }
}
