package forja.api.machine;

import forja.api.store.ItemField;
import forja.api.store.ItemForm;
import java.util.List;
import java.util.stream.Stream;

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
    return Stream.concat(Stream.of("type"), Stream.of(Address.values()).map(Address::wireName))
        .map(ItemField::text)
        .toList();
  }
}
