package forja.api.store;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A field by which items are found: called the same in JSON and in the row. */
public record ItemField(String name, Type type) {

  /** What a field holds. */
  public enum Type {
    TEXT,
    FLAG,
    TIME
  }

  static final ItemField NAME = text("name");
  private static final List<ItemField> COMMON =
      List.of(
          NAME,
          text("createdBy"),
          text("updatedBy"),
          new ItemField("createdAt", Type.TIME),
          new ItemField("updatedAt", Type.TIME));

  public static ItemField text(String name) {
    return new ItemField(name, Type.TEXT);
  }

  public static ItemField flag(String name) {
    return new ItemField(name, Type.FLAG);
  }

  /** A time that may be missing: one can look for it, and not sort by it. */
  public static ItemField time(String name) {
    return new ItemField(name, Type.TIME);
  }

  /** These, and those that all items have. */
  static List<ItemField> with(List<ItemField> own) {
    return Stream.concat(COMMON.stream(), own.stream()).toList();
  }

  static Optional<ItemField> named(String name, List<ItemField> fields) {
    return fields.stream().filter(field -> field.name.equals(name)).findFirst();
  }

  /** Where it stands in a statement. */
  String path() {
    return "i." + name;
  }

  boolean isSortable() {
    return switch (type) {
      case TEXT -> true;
      case FLAG -> false;
      case TIME -> COMMON.contains(this);
    };
  }

  /** What a statement sorts by: never null, because a cursor has to compare with it. */
  String sortKey() {
    if (equals(NAME)) {
      return "lower(i.name)";
    }
    return type == Type.TEXT ? "coalesce(" + path() + ", '')" : path();
  }
}
