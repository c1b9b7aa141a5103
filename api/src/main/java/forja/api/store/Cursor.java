package forja.api.store;

import com.fasterxml.jackson.databind.JsonNode;
import forja.api.store.ItemField.Type;
import forja.common.job.JobId;
import forja.common.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a page ends: the sort key and the id of its last item. What is put into the store or taken
 * out of it meanwhile moves nothing.
 */
record Cursor(Sort sort, Object key, UUID id) {

  String text() {
    var parts = Wire.json().createArrayNode().add(sort.toString()).add(key.toString());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Wire.write(parts.add(id.toString())));
  }

  /** Empty when it is none of ours, or one of a page that was sorted in another way. */
  static Optional<Cursor> read(String text, Sort sort) {
    try {
      var parts = Wire.tree(Base64.getUrlDecoder().decode(text));
      return parts.size() == 3 && parts.path(0).asText().equals(sort.toString())
          ? key(parts.path(1), sort)
              .flatMap(key ->
                  JobId.parse(parts.path(2).asText()).map(id -> new Cursor(sort, key, id.value())))
          : Optional.empty();
    } catch (IllegalArgumentException | Wire.Unreadable | DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Object> key(JsonNode part, Sort sort) {
    var text = part.asText();
    if (!part.isTextual() || !canBeStored(text)) {
      return Optional.empty();
    }
    return Optional.of(sort.field().type() == Type.TIME ? Instant.parse(text) : text);
  }

  /** Whoever made the cursor up may have put in what PostgreSQL refuses. */
  private static boolean canBeStored(String text) {
    return text.indexOf(0) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
