package forja.api.store.gadget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.request.FieldProblem;
import forja.api.store.ItemRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;

/** A gadget of a customer. */
@Entity
@Table(name = "gadget")
public class GadgetRow extends ItemRow {
  public int size;
  public String colour = "";

  @Override
  protected List<FieldProblem> take(JsonNode document) {
    size = document.path("size").asInt();
    colour = document.path("colour").asText("grey");
    return List.of();
  }

  @Override
  protected void show(ObjectNode view) {
    view.put("size", size).put("colour", colour);
  }
}
