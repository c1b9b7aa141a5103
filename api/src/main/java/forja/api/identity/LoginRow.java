package forja.api.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.request.FieldProblem;
import forja.api.store.ItemRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A session of a user. */
@Entity
@Table(name = "login")
public class LoginRow extends ItemRow {
  @Column(name = "user_id")
  private UUID user;

  // Hibernate alone reads what a session is found by: SQL compares it.
  @SuppressWarnings("UnusedVariable")
  private byte[] family;

  @SuppressWarnings("UnusedVariable")
  private byte[] turn;

  @Column(name = "ends_at")
  private Instant endsAt;

  void begin(UUID ofUser, RefreshToken refresh, Instant until) {
    call(id().toString());
    user = ofUser;
    family = refresh.familyHash();
    turn = refresh.turnHash();
    endsAt = until;
  }

  UUID user() {
    return user;
  }

  @Override
  protected List<FieldProblem> take(JsonNode document) {
    throw new IllegalStateException("sessions begin by a log-in alone");
  }

  @Override
  protected void show(ObjectNode view) {
    view.put("user", user.toString()).put("endsAt", endsAt.toString());
  }
}
