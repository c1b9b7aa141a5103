package forja.api.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.request.FieldProblem;
import forja.api.store.ItemRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a program shows instead of its user's password; its text is there once, when it is made. */
@Entity
@Table(name = "personal_token")
public class TokenRow extends ItemRow {
  @Column(name = "user_id")
  private @Nullable UUID userId;

  /** By name, which never changes; empty for the farm's administrator. */
  @Column(name = "owner")
  private String user = "";

  private String[] scopes = {};
  private byte[] hash = {};

  @Column(name = "expires_at")
  private Instant expiresAt = Instant.EPOCH;

  @Column(name = "last_used_at")
  private @Nullable Instant lastUsedAt;

  @Transient private @Nullable String text;

  boolean isNew() {
    return hash.length == 0;
  }

  boolean isOf(String owner) {
    return user.equals(owner);
  }

  boolean isOfTheFarm() {
    return user.isEmpty();
  }

  /** For the administrator without a user. */
  void make(Optional<UUID> ofUser, String owner) {
    userId = ofUser.orElse(null);
    user = owner;
    text = PersonalToken.newText();
    hash = Fingerprint.of(text);
  }

  void allow(List<String> words, Instant until) {
    scopes = words.toArray(String[]::new);
    expiresAt = until;
  }

  Instant expiresAt() {
    return expiresAt;
  }

  @Override
  protected List<FieldProblem> take(JsonNode document) {
    throw new IllegalStateException("a token is filled by its form, which knows the time");
  }

  @Override
  protected void show(ObjectNode view) {
    view.put("user", user.isEmpty() ? "admin" : user);
    var words = view.putArray("scopes");
    for (var scope : scopes) {
      words.add(scope);
    }
    view.put("expiresAt", expiresAt.toString());
    if (lastUsedAt != null) {
      view.put("lastUsedAt", lastUsedAt.toString());
    }
    if (text != null) {
      view.put("token", text);
    }
  }
}
