package forja.api.http;

import forja.api.http.Access.Effect;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What of its owner's rights a token carries: everything ({@code *}), an area ({@code jobs}), or to
 * look at an area ({@code jobs:read}).
 */
public record Scopes(Set<String> words) {
  private static final String EVERYTHING = "*";
  private static final String READ = ":read";
  private static final Pattern WORD = Pattern.compile("\\*|[a-z][a-z-]{0,39}(:read)?");

  public static final Scopes ALL = new Scopes(Set.of(EVERYTHING));

  public Scopes {
    for (var word : words) {
      if (!WORD.matcher(word).matches()) {
        throw new IllegalArgumentException("not a scope: " + word);
      }
    }
    words = Set.copyOf(words);
  }

  public static Scopes of(Collection<String> words) {
    return new Scopes(Set.copyOf(words));
  }

  /** Whether this word is a scope of this farm. */
  public static boolean isKnown(String word) {
    return word.equals(EVERYTHING)
        || Access.areas().contains(word.endsWith(READ) ? withoutRead(word) : word);
  }

  private static String withoutRead(String word) {
    return word.substring(0, word.length() - READ.length());
  }

  /** Whoever has a token may ask what it is good for. */
  public boolean cover(String area, Effect effect) {
    return words.contains(EVERYTHING)
        || words.contains(area)
        || (effect == Effect.READS && (words.contains(area + READ) || area.equals(Access.ME)));
  }

  /** The smallest scope that covers this. */
  static String least(String area, Effect effect) {
    return effect == Effect.READS ? area + READ : area;
  }

  /** In a fixed order, separated by spaces. */
  public String text() {
    return String.join(" ", new TreeSet<>(words));
  }
}
