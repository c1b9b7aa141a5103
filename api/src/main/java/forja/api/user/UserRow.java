package forja.api.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.Role;
import forja.api.request.FieldProblem;
import forja.api.store.ItemRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;

/** Somebody who belongs to a customer and can log in. */
@Entity
@Table(name = "app_user")
public class UserRow extends ItemRow {
  private String role = "";

  /** Hashed. */
  private String password = "";

  private boolean disabled;

  /** The document holds the password hashed already. */
  @Override
  protected List<FieldProblem> take(JsonNode document) {
    role = document.path("role").asText();
    disabled = document.path("disabled").asBoolean();
    if (document.has("password")) {
      password = document.path("password").asText();
    }
    return List.of();
  }

  @Override
  protected void show(ObjectNode view) {
    view.put("role", role).put("disabled", disabled);
  }

  void change(String hash) {
    password = hash;
  }

  boolean isNew() {
    return password.isEmpty();
  }

  boolean runsTheFarm() {
    return role.equals(Role.FARM_ADMIN.wireName());
  }

  /** Can say who belongs to the customer. */
  boolean isAdmin() {
    return !disabled && Role.named(role).filter(own -> own.includes(Role.ADMIN)).isPresent();
  }
}
