package forja.common.secret;

import forja.common.job.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hides values wherever they stand in a text, in each of their {@link ValueForms}. For any number
 * of threads.
 */
public final class Mask {
  public static final String MASK = "***";

  /** A shorter value would stand everywhere. */
  public static final int SHORTEST = 4;

  private final PatternTree tree;

  private Mask(PatternTree tree) {
    this.tree = tree;
  }

  public static Mask of(Collection<byte[]> values) {
    var patterns = new LinkedHashSet<String>();
    for (var value : values) {
      ValueForms.of(value).forEach(form -> patterns.add(Text.storable(form)));
    }
    patterns.removeIf(pattern -> pattern.length() < SHORTEST);
    return new Mask(new PatternTree(patterns));
  }

  /** For a text that comes in pieces. */
  public MaskedText begin() {
    return new MaskedText(tree);
  }

  public String text(String text) {
    var whole = begin();
    return whole.feed(text) + whole.finish();
  }

  /** Masks all texts in it, keys too; a number that shows a value becomes a masked text. */
  public @Nullable Object thing(@Nullable Object thing) {
    return switch (thing) {
      case null -> null;
      case String text -> text(text);
      case Map<?, ?> map -> things(map);
      case Collection<?> list -> {
        var masked = new ArrayList<@Nullable Object>(list.size());
        list.forEach(each -> masked.add(thing(each)));
        yield masked;
      }
      default -> {
        var shown = thing.toString();
        var masked = text(shown);
        yield masked.equals(shown) ? thing : masked;
      }
    };
  }

  /** As {@link #thing}. */
  public Map<String, Object> things(Map<?, ?> map) {
    var masked = new LinkedHashMap<String, Object>();
    map.forEach((name, each) -> masked.put(text(String.valueOf(name)), thing(each)));
    return masked;
  }
}
