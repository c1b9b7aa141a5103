package forja.api.http.docs;

import com.fasterxml.jackson.databind.JsonNode;
import forja.api.http.ProblemType;
import forja.api.http.contract.OpenApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The whole reference as one page that loads nothing from elsewhere. */
final class ReferencePage {
  private static final String FRAME =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>@title@ reference</title>
      <link rel="icon" href="data:,">
      <style>@style@</style>
      </head>
      <body>
      <nav aria-label="Reference">
      <div class="brand"><a href="#top">@title@</a><small>@version@</small>\
      <button id="theme" type="button" title="Light or dark">&#9680;</button></div>
      <input id="search" type="search" placeholder="Search ( / )" aria-label="Search" autocomplete="off">
      <p id="none" class="none" hidden>Nothing found.</p>
      @menu@
      </nav>
      <main id="top">
      @body@
      </main>
      <script>@script@</script>
      </body>
      </html>
      """;

  private final OpenApi api;
  private final String style = asset("style.css");
  private final String script = asset("script.js");

  ReferencePage(OpenApi api) {
    this.api = api;
  }

  String style() {
    return style;
  }

  String script() {
    return script;
  }

  String html() {
    var info = api.root().path("info");
    return FRAME
        .replace("@title@", Prose.escape(info.path("title").asText()))
        .replace("@version@", Prose.escape(info.path("version").asText()))
        .replace("@menu@", menu())
        .replace("@body@", head(info) + operations() + schemas() + problems())
        .replace("@style@", style)
        .replace("@script@", script);
  }

  private static String head(JsonNode info) {
    return "<h1>%s<small>%s</small></h1><p class=\"lead\">%s</p>"
            .formatted(
                Prose.escape(info.path("title").asText()),
                Prose.escape(info.path("version").asText()),
                Prose.inline(info.path("summary").asText()))
        + "<div class=\"intro\">"
        + Prose.paragraphs(info.path("description").asText())
        + "</div>\n";
  }

  private Stream<JsonNode> tags() {
    return Stream.iterate(0, i -> i < api.root().path("tags").size(), i -> i + 1)
        .map(api.root().path("tags")::get);
  }

  private List<OpenApi.Operation> operationsOf(String tag) {
    return api.operations().stream()
        .filter(operation -> operation.body().path("tags").path(0).asText().equals(tag))
        .toList();
  }

  private String operations() {
    return tags()
        .map(tag ->
            title(tag.path("name").asText(), tag.path("description").asText())
                + operationsOf(tag.path("name").asText()).stream()
                    .map(operation -> OperationSection.of(api, operation))
                    .collect(Collectors.joining()))
        .collect(Collectors.joining());
  }

  private String schemas() {
    return title("Schemas", "The forms of what is sent and answered.")
        + api.root().at("/components/schemas").properties().stream()
            .map(schema ->
                "<section id=\"schema-%s\"><h3>%s</h3>%s%s</section>%n"
                    .formatted(
                        schema.getKey(),
                        schema.getKey(),
                        Prose.paragraphs(schema.getValue().path("description").asText()),
                        SchemaTable.of(schema.getValue())))
            .collect(Collectors.joining());
  }

  private static String problems() {
    return title("Problems", "The types of application/problem+json.")
        + Stream.of(ProblemType.values())
            .map(type ->
                "<section id=\"problem-%s\"><h3><span class=\"status s%d\">%d</span>%s</h3><p>%s</p>%s</section>%n"
                    .formatted(
                        type.slug(),
                        type.status() / 100,
                        type.status(),
                        "<code>" + type.uri() + "</code>",
                        Prose.inline(type.title() + "."),
                        Prose.paragraphs(type.meaning())))
            .collect(Collectors.joining());
  }

  private static String title(String title, String description) {
    return "<h2>%s</h2><p>%s</p>%n".formatted(Prose.escape(title), Prose.inline(description));
  }

  private String menu() {
    var operations =
        tags()
            .map(tag -> tag.path("name").asText())
            .map(tag -> group(tag, operationsOf(tag).stream().map(ReferencePage::link)));
    var schemas =
        group(
            "Schemas",
            api.root().at("/components/schemas").properties().stream()
                .map(schema -> item("schema-" + schema.getKey(), schema.getKey())));
    var problems =
        group(
            "Problems",
            Stream.of(ProblemType.values())
                .map(type -> item("problem-" + type.slug(), type.slug())));
    return Stream.concat(operations, Stream.of(schemas, problems)).collect(Collectors.joining());
  }

  private static String group(String title, Stream<String> items) {
    return items.collect(
        Collectors.joining(
            "", "<div class=\"group\"><h2>" + Prose.escape(title) + "</h2><ul>", "</ul></div>\n"));
  }

  private static String link(OpenApi.Operation operation) {
    return "<li><a href=\"#op-%s\">%s<span class=\"path\">%s</span></a></li>"
        .formatted(
            operation.id(),
            OperationSection.badge(operation.method()),
            Prose.escape(operation.path()));
  }

  private static String item(String id, String text) {
    return "<li><a href=\"#%s\">%s</a></li>".formatted(id, Prose.escape(text));
  }

  private static String asset(String name) {
    try (var asset = ReferencePage.class.getResourceAsStream("/forja/docs/" + name)) {
      if (asset == null) {
        throw new IllegalStateException("not in the jar: " + name);
      }
      return new String(asset.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
