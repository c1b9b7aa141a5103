package forja.api.customer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.request.FieldProblem;
import forja.api.store.ItemRow;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;

/**
 * A customer as an item of the farm. Its number, by which all else knows it, is not here: {@link
 * CustomerBook} tells it.
 */
@Entity
@Table(name = "customer")
@AttributeOverride(name = "id", column = @Column(name = "item"))
@AttributeOverride(name = "customer", column = @Column(name = "owner"))
public class CustomerRow extends ItemRow {
  /** Written by whoever sees a customer off, never by a change of its other fields. */
  @Column(insertable = false, updatable = false)
  private String state = "living";

  @Override
  protected List<FieldProblem> take(JsonNode document) {
    return List.of();
  }

  @Override
  protected void show(ObjectNode view) {
    view.put("state", state);
  }
}
