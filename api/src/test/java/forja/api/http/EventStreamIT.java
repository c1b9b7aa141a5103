package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import forja.api.http.EventsForTests.Event;
import forja.api.ledger.PostgresForTests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EventStreamIT {
  private static ApiForTests api;

  @BeforeAll
  static void start() {
    api = new ApiForTests(PostgresForTests.emptyDatabase(EventStreamIT.class, 12));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  /** D28 */
  @Test
  void tellsEveryTransitionOfAJobInOrderAsItHappens() throws Exception {
    var id = api.aSleepingJob();
    var seen = new ArrayList<Event>();
    try (var events = EventsForTests.open(api, "/jobs/" + id + "/events", "")) {
      seen.add(events.next().orElseThrow());
      seen.add(events.next().orElseThrow());
      api.worker.start(id);
      seen.add(events.next().orElseThrow());
      api.worker.progress(id, 1, 50);
      seen.add(events.next().orElseThrow());
      api.worker.succeed(id, 0);
      seen.addAll(events.all());
    }

    assertThat(seen)
        .extracting(Event::name)
        .containsExactly("accepted", "released", "started", "progressed", "succeeded");
    assertThat(seen).extracting(Event::id).containsExactly("1", "2", "3", "4", "5");
    assertThat(seen.getLast().data().path("data").path("state").asText()).isEqualTo("succeeded");
    assertThat(seen.getLast().data().path("subject").asText()).isEqualTo(id.toString());
  }

  @Test
  void goesOnAfterTheLastEventAndStopsAfterTheEnd() throws Exception {
    var id = api.aFinishedJob();
    var all = EventsForTests.open(api, "/jobs/" + id + "/events", "").all();

    var rest = EventsForTests.open(api, "/jobs/" + id + "/events", "2").all();
    var byQuery = EventsForTests.open(api, "/jobs/" + id + "/events?after=1", "").all();
    var nothing =
        api.get("/jobs/" + id + "/events", "Last-Event-ID", all.getLast().id()).statusCode();

    assertThat(rest).isEqualTo(all.subList(2, all.size()));
    assertThat(byQuery).isEqualTo(all.subList(1, all.size()));
    assertThat(nothing).isEqualTo(204);
  }

  @Test
  void saysThatItLivesWhenNothingHappens() throws Exception {
    try (var events = EventsForTests.open(api, "/events", "")) {
      events.awaitSignOfLife();

      assertThat(events.signsOfLife()).isPositive();
      assertThat(events.lastId()).isNotEmpty();
    }
  }

  /** A client that loses its connection again and again misses nothing and sees nothing twice. */
  @Test
  void survivesFiftyReconnectsDuringAThousandJobs() throws Exception {
    var place = new Random(7);
    var numbers = new HashMap<String, List<Integer>>();
    var lastId = placeNow();
    var jobs = book(1_000);
    int connections = 0;
    while (!ended(numbers).containsAll(jobs) || connections < 50) {
      try (var events = EventsForTests.open(api, "/events", lastId)) {
        connections++;
        int enough = 1 + place.nextInt(connections > 200 ? 500 : 60);
        for (int read = 0; read < enough && !ended(numbers).containsAll(jobs); read++) {
          var event = events.next().orElseThrow();
          var told = event.data().path("data");
          numbers
              .computeIfAbsent(told.path("job").asText(), _ -> new ArrayList<>())
              .add(told.path("number").asInt());
        }
        lastId = events.lastId();
      }
    }

    assertThat(connections).isGreaterThanOrEqualTo(50);
    assertThat(numbers.keySet()).containsAll(jobs);
    for (var job : jobs) {
      var told = numbers.get(job);
      assertThat(told).as(job).isEqualTo(IntStream.rangeClosed(1, told.size()).boxed().toList());
    }
  }

  private static final int EVENTS_OF_A_PING = 4;

  private static Set<String> ended(Map<String, List<Integer>> numbers) {
    var ended = new HashSet<String>();
    numbers.forEach((job, told) -> {
      if (told.size() >= EVENTS_OF_A_PING) {
        ended.add(job);
      }
    });
    return ended;
  }

  private static String placeNow() throws Exception {
    try (var events = EventsForTests.open(api, "/events", "")) {
      events.awaitSignOfLife();
      return events.lastId();
    }
  }

  private static List<String> book(int count) throws Exception {
    var answer = ApiForTests.json(api.lines("{\"kind\":\"farm.ping\"}\n".repeat(count)));
    var ids = new ArrayList<String>();
    answer.path("items").forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }
}
