package forja.api.customer;

import forja.api.http.Caller;
import forja.api.store.ItemField;
import forja.api.store.ItemForm;
import java.util.List;

/**
 * {@code /customers}: they belong to the farm. Their names stand in addresses of the broker, so
 * they never change; their farewell is a job.
 */
public final class CustomerForm implements ItemForm<CustomerRow> {
  /** What belongs to no customer belongs to the farm. */
  public static final int FARM = 0;

  private final CustomerBook book;

  public CustomerForm(CustomerBook book) {
    this.book = book;
  }

  @Override
  public String path() {
    return "/customers";
  }

  @Override
  public String schema() {
    return "Customer";
  }

  @Override
  public List<ItemField> fields() {
    return List.of(ItemField.text("state"));
  }

  @Override
  public int owner(Caller caller) {
    return FARM;
  }

  @Override
  public boolean isNameFixed() {
    return true;
  }

  @Override
  public boolean isRemovedElsewhere() {
    return true;
  }

  /** So that whoever made it can act for it at once. */
  @Override
  public void created(CustomerRow row, Caller caller) {
    book.refresh();
  }
}
