package forja.api.http;

import forja.api.request.FieldProblem;
import forja.common.job.JobId;
import forja.common.wire.Wire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why a request is not carried out; thrown by whoever finds it, told once for all resources. */
public final class Problem extends RuntimeException {
  private static final String CONTENT_TYPE = "application/problem+json";

  private final ProblemType type;
  private final List<FieldProblem> errors;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, String> extensions = new LinkedHashMap<>();

  public Problem(ProblemType type, String detail) {
    this(type, detail, List.of());
  }

  public Problem(ProblemType type, String detail, List<FieldProblem> errors) {
    // A problem is an answer, not a bug: nobody reads its stack trace.
    super(detail, null, false, false);
    this.type = type;
    this.errors = List.copyOf(errors);
  }

  /** A problem with a single query parameter, header or field. */
  public static Problem of(ProblemType type, FieldProblem error) {
    return new Problem(type, error.pointer() + " " + error.detail(), List.of(error));
  }

  public Problem with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  public Problem incident(String id) {
    extensions.put("incident", id);
    return this;
  }

  /** Which job stands in the way. */
  public Problem naming(JobId job) {
    return telling("job", job.toString());
  }

  /** One more word for programs. */
  public Problem telling(String name, String value) {
    extensions.put(name, value);
    return this;
  }

  public ProblemType type() {
    return type;
  }

  static String contentType() {
    return CONTENT_TYPE;
  }

  Map<String, String> headers() {
    return Map.copyOf(headers);
  }

  /** As it is sent; the instance is the path that was asked for. */
  public byte[] document(String instance) {
    var document =
        Wire.json()
            .createObjectNode()
            .put("type", type.uri())
            .put("title", type.title())
            .put("status", type.status())
            .put("detail", getMessage())
            .put("instance", instance);
    if (!errors.isEmpty()) {
      var list = document.putArray("errors");
      errors.forEach(error ->
          list.addObject()
              .put("pointer", error.pointer())
              .put("detail", error.detail())
              .put("code", error.code().wireName()));
    }
    extensions.forEach(document::put);
    return Wire.write(document);
  }
}
