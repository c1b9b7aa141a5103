package forja.api.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.Answers;
import forja.api.http.Gate;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Role;
import forja.api.http.Routes;
import forja.common.job.JobId;
import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code GET /audit}: who did what, newest first, page by page. */
public final class AuditResource implements Resource {
  private static final int PAGE = 50;
  private static final int LONGEST_PAGE = 200;
  private static final String CURSOR = "cursor";
  private static final List<String> FILTERS =
      List.of("who", "operation", "object", "outcome", "since", "until", "all", "limit");

  private final AuditReader reader;

  public AuditResource(AuditReader reader) {
    this.reader = reader;
  }

  @Override
  public void addTo(Routes routes) {
    routes.get("/audit", Routes.JSON, this::list);
  }

  private void list(Context http) {
    var known = new LinkedHashSet<>(FILTERS);
    known.add(CURSOR);
    var query = new Query(http, known);
    int limit = query.number("limit", 1, LONGEST_PAGE).orElse(PAGE);
    var asked = asked(http, query, limit);
    query.check();
    var rows = reader.read(asked);
    var page = rows.size() > limit ? rows.subList(0, limit) : rows;
    var next =
        rows.size() > limit
            ? Optional.of(page.getLast().act().id().toString())
            : Optional.<String>empty();
    next.ifPresent(cursor -> http.header("Link", "<" + address(query, cursor) + ">; rel=\"next\""));
    var answer = Wire.json().createObjectNode();
    var items = answer.putArray("items");
    page.forEach(entry -> items.add(view(entry)));
    Answers.json(http, 200, answer.put("next", next.orElse(null)));
  }

  /** One row more than the page shows whether there is another page. */
  private static AuditQuery asked(Context http, Query query, int limit) {
    return new AuditQuery(
        customer(http, query),
        query.one("who"),
        query.one("operation"),
        query.one("object"),
        query.one("outcome", "a status, 2xx to 5xx, or none", AuditQuery.Outcomes::named),
        query.time("since"),
        query.time("until"),
        query.one(CURSOR, "a cursor of an earlier answer", JobId::parse).map(JobId::value),
        limit + 1);
  }

  private static Optional<Integer> customer(Context http, Query query) {
    var caller = Gate.caller(http);
    if (!query.flag("all")) {
      return Optional.of(caller.customer().id());
    }
    if (caller.role() != Role.FARM_ADMIN) {
      throw new Problem(
              ProblemType.FORBIDDEN, "all=true needs the role " + Role.FARM_ADMIN.wireName())
          .telling("role", Role.FARM_ADMIN.wireName());
    }
    return Optional.empty();
  }

  private static ObjectNode view(AuditReader.Entry entry) {
    var act = entry.act();
    var origin = act.origin();
    return Wire.json()
        .createObjectNode()
        .put("id", act.id().toString())
        .put("at", act.at().toString())
        .put("customer", entry.customer().orElse(null))
        .put("who", orNull(origin.who()))
        .put("role", orNull(origin.role()))
        .put("operation", origin.operation())
        .put("object", orNull(act.object()))
        .put("address", orNull(origin.address()))
        .put("requestId", orNull(origin.requestId()))
        .put("outcome", act.outcome().orElse(null))
        .put("times", act.times());
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String address(Query query, String cursor) {
    return FILTERS.stream()
            .flatMap(name -> query.all(name).stream().map(value -> name + "=" + encode(value)))
            .collect(Collectors.joining("&", "/audit?", "&"))
            .replace("?&", "?")
        + CURSOR
        + "="
        + cursor;
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
