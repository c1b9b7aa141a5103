package forja.api.machine;

import forja.api.store.ItemField;
import forja.api.store.ItemForm;
import java.util.List;

/** {@code /machines}. */
public final class MachineForm implements ItemForm<MachineRow> {

  @Override
  public String path() {
    return "/machines";
  }

  @Override
  public String schema() {
    return "Machine";
  }

  @Override
  public List<ItemField> fields() {
    return List.of(
        ItemField.text("type"),
        ItemField.text("ipv4"),
        ItemField.text("ipv6"),
        ItemField.text("mac"),
        ItemField.text("network"));
  }
}
