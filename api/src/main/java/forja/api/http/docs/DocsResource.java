package forja.api.http.docs;

import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.api.http.contract.OpenApi;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Stream;

/** {@code /openapi.yaml} and {@code /docs}: the contract, for programs and for people. */
public final class DocsResource implements Resource {
  private final String document;
  private final String page;
  private final String policy;

  public DocsResource() {
    var api = OpenApi.shipped();
    var reference = new ReferencePage(api);
    document = api.text();
    page = reference.html();
    // Only what we have written ourselves may run or style.
    policy =
        "default-src 'none'; img-src data:; style-src '%s'; script-src '%s'; base-uri 'none'; frame-ancestors 'none'"
            .formatted(hash(reference.style()), hash(reference.script()));
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .openGet("/openapi.yaml", "application/yaml", this::document)
        .openGet("/docs", "text/html", this::page)
        .openGet("/problems/{slug}", "text/html", DocsResource::explain);
  }

  private void document(Context http) {
    new Query(http, Set.of()).check();
    http.contentType("application/yaml; charset=utf-8").result(document);
  }

  private void page(Context http) {
    new Query(http, Set.of()).check();
    http.header("Content-Security-Policy", policy)
        .contentType("text/html; charset=utf-8")
        .result(page);
  }

  /** A problem's type is an address, and this is what it leads to. */
  private static void explain(Context http) {
    new Query(http, Set.of()).check();
    var slug = http.pathParam("slug");
    var type =
        Stream.of(ProblemType.values())
            .filter(known -> known.slug().equals(slug))
            .findFirst()
            .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "there is no such problem"));
    http.status(303).header("Location", "/docs#problem-" + type.slug());
  }

  private static String hash(String text) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK knows SHA-256", impossible);
    }
  }
}
