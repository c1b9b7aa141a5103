package forja.api.job;

import forja.api.http.CallersJobs;
import forja.api.http.Gate;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.api.http.Streams;
import forja.api.ledger.Feed;
import forja.api.ledger.FeedPosition;
import forja.api.ledger.JobRow;
import forja.api.ledger.LedgerReader;
import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code /events}: everything that happens, as it happens; none is missed and none is sent twice.
 */
public final class EventsResource implements Resource {
  private static final String STREAM = "text/event-stream";
  private static final String LAST = "Last-Event-ID";
  private static final int BATCH = 500;

  private final LedgerReader reader;
  private final Feed feed;
  private final CallersJobs jobs;
  private final Streams streams;

  public EventsResource(LedgerReader reader, Feed feed, CallersJobs jobs, Streams streams) {
    this.reader = reader;
    this.feed = feed;
    this.jobs = jobs;
    this.streams = streams;
  }

  @Override
  public void addTo(Routes routes) {
    routes.get("/events", STREAM, this::watchAll).get("/jobs/{id}/events", STREAM, this::watchJob);
  }

  private void watchAll(Context http) {
    var query = new Query(http, Set.of("after"));
    var after = query.one("after", "the id of an event, or 0", EventsResource::readPosition);
    query.check();
    var from = lastSeen(http, EventsResource::readPosition).or(() -> after);
    int customer = Gate.caller(http).customer().id();
    var start = from.orElseGet(reader::feedEnd);
    streams.run(http, STREAM, out -> follow(customer, start, new EventWriter(out)));
  }

  private void follow(int customer, FeedPosition start, EventWriter out)
      throws IOException, InterruptedException {
    var position = start;
    // Who loses the connection before the first event comes back with this.
    out.position(position.toString());
    while (true) {
      long seen = feed.news();
      var events = reader.feed(customer, position, BATCH);
      for (var event : events) {
        position = event.position();
        out.event(position.toString(), event.kind(), event.event());
      }
      out.flush();
      if (events.isEmpty() && !feed.awaitNews(seen, streams.signOfLife())) {
        out.signOfLife();
      }
    }
  }

  private void watchJob(Context http) {
    var query = new Query(http, Set.of("after"));
    var after = query.number("after", 0, Integer.MAX_VALUE);
    query.check();
    var from = lastSeen(http, EventsResource::readNumber).or(() -> after).orElse(0);
    var job = jobs.job(http);
    if (job.state().isFinal() && reader.eventsOf(job.customer(), job.id(), from, 1).isEmpty()) {
      http.status(204);
      return;
    }
    streams.run(http, STREAM, out -> follow(job, from, new EventWriter(out)));
  }

  private void follow(JobRow job, int start, EventWriter out)
      throws IOException, InterruptedException {
    int number = start;
    boolean ended = false;
    while (!ended) {
      long seen = feed.news();
      var events = reader.eventsOf(job.customer(), job.id(), number, BATCH);
      for (var event : events) {
        number = event.number();
        ended = event.state().isFinal();
        out.event(String.valueOf(number), job.kind(), event);
      }
      out.flush();
      if (events.isEmpty() && !feed.awaitNews(seen, streams.signOfLife())) {
        out.signOfLife();
      }
    }
  }

  private static <T> Optional<T> lastSeen(Context http, Function<String, Optional<T>> read) {
    var header = Optional.ofNullable(http.header(LAST)).filter(text -> !text.isEmpty());
    var position = header.flatMap(read);
    if (header.isPresent() && position.isEmpty()) {
      throw Problem.of(
          ProblemType.INVALID_HEADER,
          new FieldProblem("/header/" + LAST, "is not the id of an event here", Code.WRONG_FORMAT));
    }
    return position;
  }

  private static Optional<FeedPosition> readPosition(String text) {
    return text.equals("0") ? Optional.of(FeedPosition.START) : FeedPosition.parse(text);
  }

  private static Optional<Integer> readNumber(String text) {
    return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }
}
