package forja.api.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.Query;
import forja.api.http.contract.OpenApi;
import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
import forja.api.request.Reading;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads which items are wanted: the parameters of a list, or the body of a query. */
final class ItemQueries {
  private static final String CURSOR = "cursor";
  private static final String LABEL = "label";
  private static final String LIMIT = "limit";
  private static final String SORT = "sort";

  private final String path;
  private final List<ItemField> fields;
  private final List<ItemField> parameters;
  private final ItemSchema schema;

  ItemQueries(ItemForm<?> form, OpenApi api) {
    path = form.path();
    fields = ItemField.with(form.fields());
    parameters =
        Stream.concat(Stream.of(ItemField.NAME), form.fields().stream())
            .filter(field -> Comparison.EQUALS.suits(field.type()))
            .toList();
    schema = ItemSchema.ofQuery(api);
  }

  /** The parameters that a list may have. */
  Set<String> names() {
    var names = new LinkedHashSet<>(List.of(LABEL, LIMIT, SORT, CURSOR));
    parameters.forEach(field -> names.add(field.name()));
    return names;
  }

  /** Ends the request when anything is wrong with its parameters. */
  ItemQuery of(Query query) {
    var criteria = new ArrayList<Criterion>();
    for (var field : parameters) {
      var values = query.all(field.name());
      if (!values.isEmpty()) {
        criteria.add(new Criterion(field, Comparison.EQUALS, values(query, field, values)));
      }
    }
    var sort =
        query.one(SORT, "a field such as name or -createdAt", this::sort).orElse(Sort.BY_NAME);
    var wanted =
        new ItemQuery(
            criteria,
            labels(query),
            sort,
            query.one(CURSOR, "a cursor of an earlier answer", text -> Cursor.read(text, sort)),
            query.number(LIMIT, 1, ItemQuery.LONGEST_PAGE).orElse(ItemQuery.PAGE));
    query.check();
    return wanted;
  }

  /** What is asked for by a body. */
  Reading<ItemQuery> of(byte[] body) {
    return switch (schema.made(body)) {
      case Reading.Good<ObjectNode>(var document) -> of(document);
      case Reading.Bad<ObjectNode>(var problems) -> new Reading.Bad<>(problems);
    };
  }

  /** The address of the page that follows. */
  String address(Query query, String cursor) {
    return names().stream()
            .filter(name -> !name.equals(CURSOR))
            .flatMap(
                name -> query.all(name).stream().map(value -> name + "=" + encoded(value) + "&"))
            .collect(Collectors.joining("", path + "?", CURSOR + "="))
        + cursor;
  }

  private Reading<ItemQuery> of(ObjectNode document) {
    var problems = new ArrayList<FieldProblem>();
    var criteria = new ArrayList<Criterion>();
    var where = document.path("where");
    for (int place = 0; place < where.size(); place++) {
      new CriterionReader("/where/" + place, where.get(place), fields)
          .read(problems)
          .ifPresent(criteria::add);
    }
    var sort = sort(document.path(SORT).asText(Sort.BY_NAME.toString()));
    if (sort.isEmpty()) {
      problems.add(FieldProblem.at(SORT, "must be " + sortable(), Code.NOT_ALLOWED));
    }
    var after = sort.flatMap(by -> Cursor.read(document.path(CURSOR).asText(), by));
    if (sort.isPresent() && document.has(CURSOR) && after.isEmpty()) {
      problems.add(FieldProblem.at(CURSOR, "is no cursor of an earlier answer", Code.WRONG_FORMAT));
    }
    return problems.isEmpty()
        ? new Reading.Good<>(
            new ItemQuery(
                criteria,
                labels(document.path("labels")),
                sort.orElseThrow(),
                after,
                document.path(LIMIT).asInt(ItemQuery.PAGE)))
        : new Reading.Bad<>(problems);
  }

  private static List<Object> values(Query query, ItemField field, List<String> texts) {
    return switch (field.type()) {
      case TEXT -> List.copyOf(texts);
      case FLAG -> List.of(query.flag(field.name()));
      case TIME -> throw new IllegalStateException(field + " is no parameter");
    };
  }

  private static Map<String, String> labels(Query query) {
    var labels = new LinkedHashMap<String, String>();
    for (var text : query.all(LABEL)) {
      var parts = text.split("[=:]", 2);
      if (parts.length < 2 || parts[0].isEmpty()) {
        query.wrong(LABEL, "must be name=value, found '" + text + "'", Code.WRONG_FORMAT);
      } else if (labels.putIfAbsent(parts[0], parts[1]) != null) {
        query.wrong(LABEL, "names '" + parts[0] + "' twice", Code.DUPLICATE);
      }
    }
    return labels;
  }

  private static Map<String, String> labels(JsonNode document) {
    var labels = new LinkedHashMap<String, String>();
    document.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  private Optional<Sort> sort(String text) {
    boolean isDescending = text.startsWith("-");
    return ItemField.named(isDescending ? text.substring(1) : text, fields)
        .filter(ItemField::isSortable)
        .map(field -> new Sort(field, isDescending));
  }

  private String sortable() {
    return fields.stream()
        .filter(ItemField::isSortable)
        .map(ItemField::name)
        .collect(Collectors.joining(", ", "one of ", ", with - from the end"));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
