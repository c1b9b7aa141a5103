package forja.api.http;

import forja.api.http.Access.Effect;
import forja.api.http.Access.Rule;
import forja.api.ledger.DeadLetter;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;

/** What a request is about: a name or an id, or what stands in its path; and whose that is. */
record Subject(int owner, String object) {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final int CREATED = 201;

  static Subject of(Rule rule, Context http) {
    return Gate.subject(http)
        .orElseGet(() -> new Subject(DeadLetter.OF_THE_FARM, object(rule, http)));
  }

  /** What has no route has no operation; its path says what was wanted. */
  static Rule stray(Context http) {
    var effect = READING.contains(http.req().getMethod()) ? Effect.READS : Effect.CHANGES;
    return new Rule("unknown", Optional.empty(), "", effect, "");
  }

  private static String object(Rule rule, Context http) {
    if (rule.area().isEmpty()) {
      return http.path();
    }
    if (!rule.object().isEmpty()) {
      return http.pathParam(rule.object());
    }
    var made = http.res().getHeader("Location");
    return made != null && http.statusCode() == CREATED
        ? made.substring(made.lastIndexOf('/') + 1)
        : "";
  }
}
