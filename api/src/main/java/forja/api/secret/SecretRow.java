package forja.api.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.request.FieldProblem;
import forja.api.store.ItemRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A secret: its name, and its value as the vault has sealed it. */
@Entity
@Table(name = "secret")
public class SecretRow extends ItemRow {
  private int number;
  private int size;

  // Hibernate reads it.
  @SuppressWarnings("UnusedVariable")
  private byte[] value = {};

  @Column(name = "data_key")
  private byte[] key = {};

  @Column(name = "set_at")
  private @Nullable Instant setAt;

  @Column(name = "used_at", insertable = false, updatable = false)
  private @Nullable Instant usedAt;

  /** Empty, for its store. */
  public SecretRow() {}

  /** The value is none of its fields: {@link SecretForm} has it sealed. */
  @Override
  protected List<FieldProblem> take(JsonNode document) {
    return List.of();
  }

  @Override
  protected void show(ObjectNode view) {
    view.put("number", number).put("size", size).put("setAt", String.valueOf(setAt));
    if (usedAt != null) {
      view.put("usedAt", usedAt.toString());
    }
  }

  /** Which value the next one will be. */
  int next() {
    return number + 1;
  }

  void keep(Vault.Sealed sealed, int bytes, Instant at) {
    number = next();
    size = bytes;
    value = sealed.value();
    key = sealed.key();
    setAt = at;
  }
}
