package forja.api.dead;

import forja.api.http.Answers;
import forja.api.http.Body;
import forja.api.http.Gate;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.api.ledger.DeadLetter;
import forja.api.ledger.DeadLetterPage;
import forja.api.ledger.DeadLetters;
import forja.api.ledger.DeadPost;
import forja.api.ledger.Resubmission;
import forja.common.job.JobId;
import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code /dead}: what could not be read or delivered, and why; send it again or discard it. */
public final class DeadResource implements Resource {
  private static final int PAGE = 50;
  private static final int LONGEST_PAGE = 200;

  private final DeadLetters letters;
  private final DeadPost post;

  /** A broker that is away when a letter is to be sent again shows as {@code BrokerAway}. */
  public DeadResource(DeadLetters letters, DeadPost post) {
    this.letters = letters;
    this.post = post;
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .get("/dead", Routes.JSON, this::list)
        .get("/dead/{id}", Routes.JSON, this::show)
        .delete("/dead/{id}", Routes.JSON, this::discard)
        .post("/dead/{id}/resubmit", Routes.JSON, this::resubmit);
  }

  /** What belongs to nobody but the farm is its administrator's, not those of other customers. */
  private static List<Integer> owners(Context http) {
    var caller = Gate.caller(http);
    return caller.isTheFarm()
        ? List.of(caller.customer().id(), DeadLetter.OF_THE_FARM)
        : List.of(caller.customer().id());
  }

  private void list(Context http) {
    var query = new Query(http, Set.of("what", "limit", "cursor"));
    int limit = query.number("limit", 1, LONGEST_PAGE).orElse(PAGE);
    var what = query.one("what", "one of intake, report, log, job, other", DeadLetter.What::named);
    var before = query.one("cursor", "a cursor of an earlier answer", DeadResource::read);
    query.check();
    // One row more than the page shows whether there is another page.
    var rows = letters.list(new DeadLetterPage(owners(http), what, before, limit + 1));
    var page = rows.size() > limit ? rows.subList(0, limit) : rows;
    var answer = Wire.json().createObjectNode();
    var items = answer.putArray("items");
    page.forEach(letter -> items.add(DeadLetterView.of(letter)));
    var next =
        rows.size() > limit
            ? Optional.of(page.getLast().id().toString())
            : Optional.<String>empty();
    next.ifPresent(
        cursor -> http.header("Link", "<" + address(what, limit, cursor) + ">; rel=\"next\""));
    Answers.json(http, 200, answer.put("next", next.orElse(null)));
  }

  private static String address(Optional<DeadLetter.What> what, int limit, String cursor) {
    var filter = what.map(sort -> "what=" + sort.wireName() + "&").orElse("");
    return "/dead?" + filter + "limit=" + limit + "&cursor=" + cursor;
  }

  private void show(Context http) {
    new Query(http, Set.of()).check();
    var letter = letters.find(owners(http), id(http)).orElseThrow(DeadResource::unknown);
    Answers.json(http, 200, DeadLetterView.whole(letter));
  }

  private void discard(Context http) {
    new Query(http, Set.of()).check();
    Body.requireNone(http);
    if (!letters.discard(owners(http), id(http))) {
      throw unknown();
    }
    http.status(204);
  }

  private void resubmit(Context http) {
    new Query(http, Set.of()).check();
    Body.requireNone(http);
    switch (letters.resubmit(owners(http), id(http), post)) {
      case Resubmission.Unknown _ -> throw unknown();
      case Resubmission.Hindered(var reason) ->
          throw new Problem(ProblemType.NOT_RESUBMITTABLE, reason);
      case Resubmission.Done(var letter) -> Answers.json(http, 202, DeadLetterView.of(letter));
    }
  }

  private static UUID id(Context http) {
    return read(http.pathParam("id")).orElseThrow(DeadResource::unknown);
  }

  /** Dead letters are named like jobs: their ids grow with time. */
  private static Optional<UUID> read(String text) {
    return JobId.parse(text).map(JobId::value);
  }

  private static Problem unknown() {
    return new Problem(
        ProblemType.UNKNOWN_DEAD_LETTER, "there is no dead letter of yours with this id");
  }
}
