package forja.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import forja.api.http.Access;
import forja.api.http.Access.Rule;
import forja.api.http.Answer;
import forja.api.http.ApiForTests;
import forja.api.http.contract.OpenApi;
import forja.api.http.contract.OpenApi.Operation;
import forja.api.ledger.Customer;
import forja.api.ledger.PostgresForTests;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Asks for every operation as every role, for what is the caller's own, for what is another one's
 * and for what is not there, and holds the answers against the table.
 */
class OperationWalkIT {
  private static final Set<String> DIFFERENT_EACH_TIME = Set.of("date", "x-request-id");

  private static final AtomicInteger REQUESTS = new AtomicInteger();

  private static ApiForTests api;
  private static OwnObjects objects;
  private static Rows rows;
  private static AuditWitness audit;
  private static Customer own;
  private static Customer other;

  @BeforeAll
  static void start() throws Exception {
    api = new ApiForTests(PostgresForTests.emptyDatabase(OperationWalkIT.class, 12));
    own = api.aCustomer("acme");
    other = api.aCustomer("rival");
    objects = new OwnObjects(api);
    rows = new Rows(api.database);
    audit = new AuditWitness(api.audit, api.database);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  static Stream<Arguments> operations() {
    return OpenApi.shipped().operations().stream()
        .map(operation -> Arguments.of(operation.id(), operation));
  }

  /** An operation that nobody has told how to walk is a failure. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void answersEveryRoleAsTheTableSays(String id, Operation operation) throws Exception {
    var rule = Access.rule(id).orElseThrow();
    var found = objects.place(operation);
    assertThat(found).as("how to make an own object of %s (see OwnObjects)", id).isPresent();
    var place = found.get();
    var softly = new SoftAssertions();

    for (var actor : Actor.values()) {
      boolean may = actor.may(rule);
      visit(softly, actor, operation, place.own().of(own))
          .answersOneOf(may ? OwnPeople.instead(operation, actor) : refusal(actor, rule));
      if (!place.absent().equals(operation.path())) {
        var expected = may ? objects.whenAbsent(operation) : refusal(actor, rule);
        var absent = visit(softly, actor, operation, place.absent()).answersOneOf(expected);
        if (place.isOwned()) {
          visit(softly, actor, operation, place.own().of(other))
              .answersOneOf(expected)
              .answersLike(absent);
        }
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void letsNobodyActForACustomerOfOthers(String id, Operation operation) throws Exception {
    var rule = Access.rule(id).orElseThrow();
    if (rule.isOpen()) {
      return;
    }
    var path = objects.place(operation).orElseThrow().absent();
    var softly = new SoftAssertions();

    for (var actor : List.of(Actor.VIEWER, Actor.ADMIN, Actor.READER)) {
      var named = new HashMap<String, String>();
      for (var name : List.of(other.name(), "nobody", "")) {
        var answer =
            api.answer(request(actor, operation, path).setHeader("Forja-Customer", name).build());
        softly.assertThat(answer.statusCode()).as("%s for '%s'", actor, name).isEqualTo(404);
        named.put(name, answer.body());
      }
      softly.assertThat(Set.copyOf(named.values())).as("%s", named).hasSize(1);
      softly.assertThat(named.get("nobody")).contains("/problems/unknown-customer");
    }
    softly.assertAll();
  }

  private static Set<Integer> refusal(Actor actor, Rule rule) {
    return Set.of(actor == Actor.STRANGER && !rule.isOpen() ? 401 : 403);
  }

  private static HttpRequest.Builder request(Actor actor, Operation operation, String path) {
    var body = objects.body(operation, path);
    var method = operation.method().toUpperCase(Locale.ROOT);
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port + path));
    body.ifPresent(_ -> request.header("Content-Type", "application/json"));
    return actor
        .sign(request.timeout(ApiForTests.PATIENCE), own)
        .method(method, body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
  }

  private static Visit visit(SoftAssertions softly, Actor actor, Operation operation, String path)
      throws Exception {
    var what = operation.id() + " as " + actor + " at " + path;
    var counts = rows.counts();
    var others = rows.of(other.id());

    var number = "walk-" + REQUESTS.incrementAndGet();
    var answer =
        api.answer(request(actor, operation, path).setHeader("X-Request-Id", number).build());

    var rule = Access.rule(operation.id()).orElseThrow();
    softly
        .assertThatCode(() -> audit.hasSeen(rule, number, answer.statusCode()))
        .as(what)
        .doesNotThrowAnyException();
    softly.assertThat(rows.of(other.id())).as("%s leaves others alone", what).isEqualTo(others);
    if (answer.statusCode() >= 400) {
      softly.assertThat(rows.counts()).as("%s stores nothing", what).isEqualTo(counts);
    } else {
      softly
          .assertThat((answer.body() + answer.headers()).replace(lastWord(path), "<it>"))
          .as("%s tells nothing of others", what)
          .doesNotContain(OwnObjects.markOf(other));
    }
    return new Visit(softly, what, path, answer);
  }

  /** Whoever names something by its name may be answered with it. */
  private static String lastWord(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** One request and its answer. */
  private record Visit(SoftAssertions softly, String what, String path, Answer answer) {

    /** One of these, or any good one when there is none. */
    Visit answersOneOf(Set<Integer> statuses) {
      var status = softly.assertThat(answer.statusCode()).as("%s: %s", what, answer.body());
      if (statuses.isEmpty()) {
        status.isBetween(200, 399);
      } else {
        status.isIn(statuses);
      }
      return this;
    }

    /** But for its own path nobody can tell it from the other answer. */
    void answersLike(Visit another) {
      softly
          .assertThat(told())
          .as("%s, compared with %s", what, another.what)
          .isEqualTo(another.told());
    }

    private Map<String, String> told() {
      var told = new TreeMap<String, String>();
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> told.put(name.toLowerCase(Locale.ROOT), clean(values.toString())));
      told.keySet().removeAll(DIFFERENT_EACH_TIME);
      told.remove("content-length");
      told.put("status", String.valueOf(answer.statusCode()));
      told.put("body", clean(answer.body()));
      return told;
    }

    private String clean(String text) {
      var word = path.substring(path.indexOf('/', 1) + 1);
      return text.replace(path, "<path>").replace(word, "<it>");
    }
  }
}
