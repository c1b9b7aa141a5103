package forja.api.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which items of a store, in which order, and how many. */
public record ItemQuery(
    List<Criterion> criteria,
    Map<String, String> labels,
    Sort sort,
    Optional<Cursor> after,
    int limit) {
  static final int PAGE = 50;
  static final int LONGEST_PAGE = 200;

  public ItemQuery {
    criteria = List.copyOf(criteria);
    labels = Map.copyOf(labels);
  }

  /** The same, of which this holds as well. */
  ItemQuery and(Optional<Criterion> more) {
    var all = Stream.concat(criteria.stream(), more.stream()).toList();
    return new ItemQuery(all, labels, sort, after, limit);
  }

  /** The first of all items, by name. */
  public static ItemQuery first(int limit) {
    return new ItemQuery(List.of(), Map.of(), Sort.BY_NAME, Optional.empty(), limit);
  }

  /** Only those whose field has this value, which suits it. */
  public ItemQuery where(ItemField field, Object value) {
    var more = new ArrayList<>(criteria);
    more.add(new Criterion(field, Comparison.EQUALS, List.of(value)));
    return new ItemQuery(more, labels, sort, after, limit);
  }

  /** The page that follows another one of the same query. */
  public ItemQuery from(String cursor) {
    return new ItemQuery(criteria, labels, sort, Cursor.read(cursor, sort), limit);
  }
}
