package forja.api.http.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import forja.api.http.contract.OpenApi;
import forja.api.http.contract.OpenApi.Operation;
import java.util.Locale;
import java.util.Map;

/** One operation of the api as a part of the page. */
final class OperationSection {
  private static final ObjectMapper PRETTY = new ObjectMapper();

  private final OpenApi api;
  private final StringBuilder html = new StringBuilder();

  private OperationSection(OpenApi api) {
    this.api = api;
  }

  static String of(OpenApi api, Operation operation) {
    var section = new OperationSection(api);
    section.head(operation);
    section.parameters(operation);
    section.requestBody(operation.body().path("requestBody"));
    section.responses(operation.body().path("responses"));
    return section.html.append("</section>\n").toString();
  }

  private void head(Operation operation) {
    var body = operation.body();
    html.append("<section id=\"op-%s\"><h3>".formatted(operation.id()))
        .append(badge(operation.method()))
        .append("<span class=\"path\">%s</span>".formatted(Prose.escape(operation.path())))
        .append("<span class=\"summary\">%s</span>".formatted(Prose.inline(text(body, "summary"))))
        .append(body.has("security") ? "<span class=\"open\">no token needed</span>" : "")
        .append("</h3>\n")
        .append(Prose.paragraphs(text(body, "description")));
  }

  static String badge(String method) {
    return "<span class=\"method %s\">%s</span>".formatted(method, method.toUpperCase(Locale.ROOT));
  }

  private void parameters(Operation operation) {
    if (operation.parameters().isEmpty()) {
      return;
    }
    html.append("<h4>Parameters</h4><table>");
    for (var parameter : operation.parameters()) {
      row(
          parameter.path("name").asText(),
          parameter.path("required").asBoolean(),
          "in the " + text(parameter, "in") + ", " + SchemaTable.type(parameter.path("schema")),
          text(parameter, "description"));
    }
    html.append("</table>\n");
  }

  private void row(String name, boolean needed, String type, String description) {
    html.append("<tr><td><code")
        .append(needed ? " class=\"needed\"" : "")
        .append(">%s</code></td>".formatted(Prose.escape(name)))
        .append("<td><span class=\"type\">%s</span>".formatted(type))
        .append(Prose.paragraphs(description))
        .append("</td></tr>");
  }

  private void requestBody(JsonNode body) {
    if (body.isMissingNode()) {
      return;
    }
    html.append("<h4>Body</h4>").append(Prose.paragraphs(text(body, "description")));
    body.path("content").properties().forEach(this::content);
  }

  private void content(Map.Entry<String, JsonNode> content) {
    var schema = content.getValue().path("schema");
    html.append("<p><code>%s</code> ".formatted(content.getKey()));
    if (schema.has("properties")) {
      html.append("</p>").append(SchemaTable.of(schema));
    } else {
      html.append("<span class=\"type\">%s</span></p>".formatted(SchemaTable.type(schema)));
    }
    if (content.getValue().has("example")) {
      html.append(
          "<pre><code>%s</code></pre>".formatted(example(content.getValue().get("example"))));
    }
  }

  private void responses(JsonNode responses) {
    html.append("<h4>Answers</h4>");
    responses
        .properties()
        .forEach(response -> response(response.getKey(), api.resolve(response.getValue())));
  }

  private void response(String status, JsonNode response) {
    html.append("<details%s><summary>".formatted(status.startsWith("2") ? " open" : ""))
        .append("<span class=\"status s%s\">%s</span><span>".formatted(status.charAt(0), status))
        .append(Prose.inline(text(response, "description")))
        .append("</span></summary><div>");
    if (response.has("headers")) {
      html.append("<table>");
      response
          .get("headers")
          .properties()
          .forEach(header -> header(header.getKey(), api.resolve(header.getValue())));
      html.append("</table>");
    }
    response.path("content").properties().forEach(this::content);
    html.append("</div></details>");
  }

  private void header(String name, JsonNode header) {
    row(
        name,
        header.path("required").asBoolean(),
        "header, " + SchemaTable.type(header.path("schema")),
        text(header, "description"));
  }

  private static String example(JsonNode example) {
    try {
      return Prose.escape(
          example.isTextual()
              ? example.asText()
              : PRETTY.writerWithDefaultPrettyPrinter().writeValueAsString(example));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree can be written", impossible);
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }
}
