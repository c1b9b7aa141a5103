package forja.api.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.request.FieldProblem;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;

/**
 * What every thing in a store has. Rows come from {@link Store#create} and the finders of a store
 * only: they see to the id, the customer, the version, and who did it when.
 */
@MappedSuperclass
public abstract class ItemRow {
  @Id private UUID id;

  /** Hibernate adds it to every statement: a session sees the rows of its own customer only. */
  @TenantId private Integer customer;

  private String name;

  @JdbcTypeCode(SqlTypes.JSON)
  private Map<String, String> labels = Map.of();

  private String description = "";
  @Version private long version;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "created_by")
  private String createdBy;

  @Column(name = "updated_at")
  private Instant updatedAt;

  @Column(name = "updated_by")
  private String updatedBy;

  /**
   * Takes its own fields from a document that has passed its schema; all are given anew, and a
   * write-only one that is missing stays as it is. Gives what else is wrong with them.
   */
  protected abstract List<FieldProblem> take(JsonNode document);

  /** Adds its own fields as they can be handed in again; what is not set is left out. */
  protected abstract void show(ObjectNode view);

  void begin(int owner, UUID newId, String by, Instant at) {
    customer = owner;
    id = newId;
    version = 1;
    createdBy = by;
    createdAt = at;
    change(by, at);
  }

  void change(String by, Instant at) {
    updatedBy = by;
    updatedAt = at;
  }

  void takeCommon(JsonNode document) {
    name = document.path("name").asText();
    description = document.path("description").asText("");
    var given = new LinkedHashMap<String, String>();
    document
        .path("labels")
        .properties()
        .forEach(label -> given.put(label.getKey(), label.getValue().asText()));
    labels = Map.copyOf(given);
  }

  /** For rows that are made by the farm itself, without a document. */
  public void call(String newName) {
    name = newName;
  }

  /** A UUIDv7. */
  public UUID id() {
    return id;
  }

  public int customer() {
    return customer;
  }

  public String name() {
    return name;
  }

  public Map<String, String> labels() {
    return Map.copyOf(labels);
  }

  public String description() {
    return description;
  }

  /** 1 at first, and one more with each change. */
  public long version() {
    return version;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public String createdBy() {
    return createdBy;
  }

  public Instant updatedAt() {
    return updatedAt;
  }

  public String updatedBy() {
    return updatedBy;
  }
}
