package forja.api.store;

import forja.common.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The statement of one page, in Hibernate's language: it gives rows, each with its sort key. Values
 * are parameters, all else is ours.
 */
final class PageStatement {
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private final String text;

  PageStatement(Class<? extends ItemRow> row, ItemQuery query) {
    var key = query.sort().field().sortKey();
    var order = query.sort().direction();
    query.criteria().forEach(this::add);
    if (!query.labels().isEmpty()) {
      var labels = parameter(Wire.text(query.labels()));
      conditions.add(
          "cast(sql('? @> cast(? as jsonb)', i.labels, " + labels + ") as Boolean) = true");
    }
    query.after().ifPresent(cursor -> follow(key, cursor));
    text =
        "select i, %s from %s i%s order by %s%s, i.id%s"
            .formatted(key, row.getName(), where(), key, order, order);
  }

  String text() {
    return text;
  }

  Map<String, Object> parameters() {
    return parameters;
  }

  private void add(Criterion criterion) {
    var values = criterion.values();
    var parameter = parameter(criterion.comparison().takesMany() ? values : values.getFirst());
    conditions.add(criterion.comparison().on(criterion.field().path(), parameter));
  }

  private void follow(String key, Cursor cursor) {
    var next = cursor.sort().following();
    var last = parameter(cursor.key());
    var id = parameter(cursor.id());
    // The first part says the same as the second one, and lets an index find the place.
    conditions.add(
        "%1$s %2$s= %3$s and (%1$s %2$s %3$s or i.id %2$s %4$s)".formatted(key, next, last, id));
  }

  private String parameter(Object value) {
    var name = "p" + parameters.size();
    parameters.put(name, value);
    return ":" + name;
  }

  private String where() {
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }
}
