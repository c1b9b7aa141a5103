package forja.api.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** RFC 7396: a field of a patch takes the place of the old one, null removes it. */
final class MergePatch {
  private MergePatch() {}

  /** Gives a new document; how deep a patch may be has been seen to by who read it. */
  static ObjectNode apply(ObjectNode document, ObjectNode patch) {
    var patched = document.deepCopy();
    patch
        .properties()
        .forEach(field -> {
          var name = field.getKey();
          if (field.getValue().isNull()) {
            patched.remove(name);
          } else if (field.getValue() instanceof ObjectNode inner) {
            var old =
                patched.get(name) instanceof ObjectNode object ? object : patched.objectNode();
            patched.set(name, apply(old, inner));
          } else {
            patched.set(name, field.getValue());
          }
        });
    return patched;
  }
}
