package forja.api.store;

import java.util.List;

/** One thing that has to hold for an item; the values suit the field. */
record Criterion(ItemField field, Comparison comparison, List<Object> values) {
  Criterion {
    values = List.copyOf(values);
  }
}
