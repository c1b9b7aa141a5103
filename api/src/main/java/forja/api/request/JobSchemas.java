package forja.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import forja.common.job.Kind;
import forja.common.job.Kinds;
import forja.common.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The published JSON Schemas, compiled once: of a request, and of each kind's spec. Safe for many
 * threads.
 */
public final class JobSchemas {
  private final Schema request;
  private final Map<String, JsonNode> documents;
  private final Map<String, Schema> specs;

  public JobSchemas() {
    request = compile(document("forja/schema/job-request.json"));
    documents =
        Kinds.postable().stream()
            .collect(Collectors.toMap(Kind::name, kind -> document(kind.schemaResource())));
    specs =
        documents.keySet().stream()
            .collect(Collectors.toMap(Function.identity(), kind -> compile(documents.get(kind))));
  }

  /** The schema of a kind's spec as it is published. */
  public JsonNode document(Kind kind) {
    return documents.get(kind.name()).deepCopy();
  }

  /**
   * All that the schemas find wrong with a request, the spec held against the schema of its kind.
   */
  List<FieldProblem> problems(JsonNode tree, String pointer) {
    var errors = request.validate(tree);
    var spec =
        tree.isObject()
            ? Optional.ofNullable(specs.get(tree.path("kind").asText()))
            : Optional.<Schema>empty();
    var ofSpec = spec.map(schema -> schema.validate(specOf(tree))).orElse(List.of());
    if (errors.isEmpty() && ofSpec.isEmpty()) {
      return List.of();
    }
    var problems = new ArrayList<FieldProblem>();
    errors.forEach(error -> problems.add(SchemaProblems.explain(error, pointer)));
    if (!tree.has("spec") || tree.get("spec").isObject()) {
      ofSpec.forEach(error -> problems.add(SchemaProblems.explain(error, pointer + "/spec")));
    }
    return problems;
  }

  private static JsonNode specOf(JsonNode tree) {
    return tree.has("spec") ? tree.get("spec") : JsonNodeFactory.instance.objectNode();
  }

  static Schema compile(JsonNode document) {
    var config =
        SchemaRegistryConfig.builder()
            .formatAssertionsEnabled(true)
            .locale(Locale.ROOT)
            .regularExpressionFactory(JobSchemas::pattern)
            .build();
    var schema =
        SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config))
            .getSchema(document);
    schema.initializeValidators();
    return schema;
  }

  /** In a schema $ is the end of the text; Java's also matches before a last line feed. */
  private static RegularExpression pattern(String regex) {
    var pattern =
        Pattern.compile(
            regex.endsWith("$") ? regex.substring(0, regex.length() - 1) + "\\z" : regex);
    return text -> pattern.matcher(text).find();
  }

  private static JsonNode document(String resource) {
    try (var json = Kinds.class.getClassLoader().getResourceAsStream(resource)) {
      if (json == null) {
        throw new IllegalStateException("the schema is missing: " + resource);
      }
      return Wire.tree(json.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
