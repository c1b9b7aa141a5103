package forja.api.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.common.wire.Wire;
import java.util.TreeMap;

/** Items as they are shown. */
final class ItemView {
  private ItemView() {}

  static ObjectNode of(ItemRow item) {
    var view =
        Wire.json()
            .createObjectNode()
            .put("id", item.id().toString())
            .put("name", item.name())
            .put("description", item.description());
    var labels = view.putObject("labels");
    new TreeMap<>(item.labels()).forEach(labels::put);
    item.show(view);
    return view.put("version", item.version())
        .put("createdAt", item.createdAt().toString())
        .put("createdBy", item.createdBy())
        .put("updatedAt", item.updatedAt().toString())
        .put("updatedBy", item.updatedBy());
  }

  static ObjectNode of(Page<? extends ItemRow> page) {
    var view = Wire.json().createObjectNode();
    var items = view.putArray("items");
    page.items().forEach(item -> items.add(of(item)));
    return view.put("next", page.next().orElse(null));
  }
}
