package forja.api.job;

import forja.api.http.Answers;
import forja.api.http.Gate;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.api.ledger.JobFilter;
import forja.api.ledger.JobRow;
import forja.api.ledger.LedgerReader;
import forja.api.request.FieldProblem.Code;
import forja.common.job.JobId;
import forja.common.job.JobState;
import forja.common.job.Kinds;
import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code GET /jobs}: the jobs of a caller, newest first, page by page. */
public final class JobListResource implements Resource {
  private static final int PAGE = 50;
  private static final int LONGEST_PAGE = 200;
  private static final List<String> FILTERS =
      List.of("state", "kind", "label", "worker", "acceptedAfter", "acceptedBefore", "limit");
  private static final String CURSOR = "cursor";

  private final LedgerReader reader;

  public JobListResource(LedgerReader reader) {
    this.reader = reader;
  }

  @Override
  public void addTo(Routes routes) {
    routes.get("/jobs", Routes.JSON, this::list);
  }

  private void list(Context http) {
    var known = new LinkedHashSet<>(FILTERS);
    known.add(CURSOR);
    var query = new Query(http, known);
    var filter = filter(query);
    int limit = query.number("limit", 1, LONGEST_PAGE).orElse(PAGE);
    var before = query.one(CURSOR, "a cursor of an earlier answer", JobId::parse);
    query.check();
    // One row more than the page shows whether there is another page.
    var rows = reader.list(Gate.caller(http).customer().id(), filter, before, limit + 1);
    var page = rows.size() > limit ? rows.subList(0, limit) : rows;
    var next =
        rows.size() > limit
            ? Optional.of(page.getLast().id().toString())
            : Optional.<String>empty();
    next.ifPresent(cursor -> http.header("Link", "<" + address(query, cursor) + ">; rel=\"next\""));
    if (!Answers.isKnown(http, tag(page, next))) {
      var answer = Wire.json().createObjectNode();
      var items = answer.putArray("items");
      page.forEach(job -> items.add(JobView.of(job)));
      Answers.json(http, 200, answer.put("next", next.orElse(null)));
    }
  }

  private static JobFilter filter(Query query) {
    return new JobFilter(
        states(query),
        kinds(query),
        labels(query),
        query.one("worker"),
        query.time("acceptedAfter"),
        query.time("acceptedBefore"));
  }

  private static Set<JobState> states(Query query) {
    return query.words("state").stream()
        .flatMap(word -> {
          var state = JobState.named(word);
          if (state.isEmpty()) {
            query.wrong("state", "is no state: '" + word + "'", Code.NOT_ALLOWED);
          }
          return state.stream();
        })
        .collect(Collectors.toSet());
  }

  private static Set<String> kinds(Query query) {
    var kinds = Set.copyOf(query.words("kind"));
    kinds.stream()
        .filter(word -> Kinds.named(word).isEmpty())
        .forEach(word -> query.wrong("kind", "is no kind: '" + word + "'", Code.NOT_ALLOWED));
    return kinds;
  }

  private static Map<String, String> labels(Query query) {
    var labels = new LinkedHashMap<String, String>();
    for (var text : query.all("label")) {
      var parts = text.split("[=:]", 2);
      if (parts.length < 2 || parts[0].isEmpty()) {
        query.wrong("label", "must be name=value, found '" + text + "'", Code.WRONG_FORMAT);
      } else if (labels.putIfAbsent(parts[0], parts[1]) != null) {
        query.wrong("label", "names '" + parts[0] + "' twice", Code.DUPLICATE);
      }
    }
    return labels;
  }

  private static String address(Query query, String cursor) {
    return FILTERS.stream()
            .flatMap(name -> query.all(name).stream().map(value -> name + "=" + encode(value)))
            .collect(Collectors.joining("&", "/jobs?", "&"))
            .replace("?&", "?")
        + CURSOR
        + "="
        + cursor;
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String tag(List<JobRow> page, Optional<String> next) {
    var content =
        page.stream()
            .map(job -> job.id() + "." + JobView.tag(job))
            .collect(Collectors.joining(",", "", next.orElse("")));
    return Hash.of(content);
  }
}
