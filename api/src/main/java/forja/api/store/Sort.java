package forja.api.store;

/** By which field a page is sorted, and whether from the end; written like {@code -createdAt}. */
record Sort(ItemField field, boolean isDescending) {
  static final Sort BY_NAME = new Sort(ItemField.NAME, false);

  @Override
  public String toString() {
    return (isDescending ? "-" : "") + field.name();
  }

  String direction() {
    return isDescending ? " desc" : "";
  }

  /** What holds between a key and the one after it. */
  String following() {
    return isDescending ? "<" : ">";
  }
}
