package forja.common.job;

import java.util.Comparator;

/**
 * Which piece of work a report speaks of. The ledger numbers attempt and release, the broker counts
 * deliveries; a report with an older token changes nothing.
 */
public record Token(int attempt, int release, int delivery) implements Comparable<Token> {
  private static final Comparator<Token> ORDER =
      Comparator.comparingInt(Token::attempt)
          .thenComparingInt(Token::release)
          .thenComparingInt(Token::delivery);

  @Override
  public int compareTo(Token other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return attempt + "." + release + "." + delivery;
  }
}
