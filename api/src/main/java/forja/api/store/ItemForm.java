package forja.api.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.Caller;
import forja.api.request.FieldProblem;
import java.util.List;

/** What a store does not have in common with all others. */
public interface ItemForm<R extends ItemRow> {

  /** Where it is found: {@code /machines}. */
  String path();

  /** The schema of openapi.yaml that describes an item: {@code Machine}. */
  String schema();

  /** Its own fields by which items can be found. */
  default List<ItemField> fields() {
    return List.of();
  }

  /** Whose items a caller sees. */
  default int owner(Caller caller) {
    return caller.customer().id();
  }

  /**
   * Which of its owner's items are there for a caller who looks for this one, by id or name; or for
   * all of them, with an empty reference.
   */
  default Store<R> seen(Store<R> all, Caller caller, String reference) {
    return all;
  }

  default boolean isNameFixed() {
    return false;
  }

  /** Whether somebody else sees to {@code DELETE}. */
  default boolean isRemovedElsewhere() {
    return false;
  }

  /**
   * What to do with a document, or with a patch, before a transaction begins: whatever takes long.
   * Of a patch nothing has been held against the schema yet but the names of its fields.
   */
  default ObjectNode prepare(ObjectNode document, Caller caller) {
    return document;
  }

  /**
   * Fills a row from a document that has passed the schema, within a transaction that ends by what
   * this throws or finds wrong. May be called again for the same request.
   */
  default List<FieldProblem> fill(R row, JsonNode document, Caller caller) {
    return row.take(document);
  }

  /** An item was made; it is durable. */
  default void created(R row, Caller caller) {}

  /** An item was changed; it is durable. */
  default void changed(R row, Caller caller) {}

  /** The caller may be refused by throwing. */
  default void beforeRemoval(R row, Caller caller) {}

  /** An item is gone for good. */
  default void removed(R row, Caller caller) {}
}
