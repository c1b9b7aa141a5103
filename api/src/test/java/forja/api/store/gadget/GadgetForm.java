package forja.api.store.gadget;

import forja.api.store.ItemField;
import forja.api.store.ItemForm;
import java.util.List;

/** {@code /gadgets}. */
public final class GadgetForm implements ItemForm<GadgetRow> {
  @Override
  public String path() {
    return "/gadgets";
  }

  @Override
  public String schema() {
    return "Gadget";
  }

  @Override
  public List<ItemField> fields() {
    return List.of(ItemField.text("colour"));
  }
}
