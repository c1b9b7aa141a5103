package forja.api.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import forja.api.http.Caller;
import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
import forja.api.store.ItemField;
import forja.api.store.ItemForm;
import forja.common.secret.Mask;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** How secrets are handed in: with a value, which is sealed at once and never shown again. */
public final class SecretForm implements ItemForm<SecretRow> {
  static final int MOST_BYTES = 32 * 1024;

  private final Vault vault;
  private final Clock clock;

  public SecretForm(MasterKey key, Clock clock) {
    this.vault = new Vault(key);
    this.clock = clock;
  }

  @Override
  public String path() {
    return "/secrets";
  }

  @Override
  public String schema() {
    return "Secret";
  }

  @Override
  public List<ItemField> fields() {
    return List.of(ItemField.time("setAt"), ItemField.time("usedAt"));
  }

  /** Jobs name it. */
  @Override
  public boolean isNameFixed() {
    return true;
  }

  @Override
  public List<FieldProblem> fill(SecretRow row, JsonNode document, Caller caller) {
    if (!document.has("value")) {
      return withoutValue(row, document);
    }
    var given = value(document);
    if (given.isEmpty()) {
      return problem("value", "is not base64", Code.WRONG_FORMAT);
    }
    var value = given.get();
    var problems = problems(value);
    if (problems.isEmpty()) {
      var place = new Vault.Place(owner(caller), row.id(), row.next());
      row.keep(
          vault.seal(value, place), value.length, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
    Arrays.fill(value, (byte) 0);
    return problems;
  }

  private static List<FieldProblem> withoutValue(SecretRow row, JsonNode document) {
    if (row.next() == 1) {
      return problem("value", "is missing", Code.MISSING);
    }
    return document.has("encoding")
        ? problem("encoding", "says how a value is written, and there is none", Code.NOT_ALLOWED)
        : List.of();
  }

  private static Optional<byte[]> value(JsonNode document) {
    var text = document.path("value").asText();
    if (!document.path("encoding").asText("text").equals("base64")) {
      return Optional.of(text.getBytes(UTF_8));
    }
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static List<FieldProblem> problems(byte[] value) {
    if (value.length > MOST_BYTES) {
      return problem("value", "must be at most " + MOST_BYTES + " bytes", Code.TOO_LONG);
    }
    var text = new String(value, UTF_8);
    return text.strip().length() < Mask.SHORTEST
        ? problem(
            "value",
            "must be at least " + Mask.SHORTEST + " characters: a shorter one cannot be masked",
            Code.OUT_OF_RANGE)
        : List.of();
  }

  private static List<FieldProblem> problem(String field, String detail, Code code) {
    return List.of(FieldProblem.at(field, detail, code));
  }
}
