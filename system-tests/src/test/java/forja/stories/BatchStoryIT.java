package forja.stories;

import static org.assertj.core.api.Assertions.assertThat;

import forja.harness.Deadline;
import forja.harness.EventStream.Event;
import forja.harness.FarmClient;
import forja.harness.SplitFarm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A thousand jobs at once, and a watcher whose connection does not last. */
class BatchStoryIT {
  private static final int RECONNECTS = 50;
  private static final int JOBS_EACH_TIME = 20;

  /**
   * Fewer than happen meanwhile, and no multiple of what one job tells: so every connection breaks
   * in the middle of something, each time of something else.
   */
  private static final int EVENTS_EACH_TIME = 61;

  @RegisterExtension static final SplitFarm FARM = SplitFarm.withApis("a", "b");

  @BeforeAll
  static void aWorkerIsThere() {
    FARM.joinWorker("only");
  }

  /** D6, D28 */
  @Test
  void carriesOutAThousandJobsOfOneBatch() {
    var farm = FARM.client("a");

    var ids = farm.batch(Requests.pings(1_000));

    assertThat(ids).hasSize(1_000).doesNotHaveDuplicates();
    for (var id : ids) {
      assertThat(farm.awaitFinal(id).path("state").asText()).isEqualTo("succeeded");
    }
    assertThat(farm.jobs("&state=succeeded").stream().map(job -> job.path("id").asText()))
        .containsAll(ids);
  }

  /** K19 */
  @Test
  void tellsAReconnectingWatcherEverythingOnce() throws InterruptedException {
    watchesEverythingOnce(List.of(FARM.client("a")));
  }

  /** K19 */
  @Test
  void tellsAWatcherThatChangesBetweenApisEverythingOnce() throws InterruptedException {
    watchesEverythingOnce(List.of(FARM.client("a"), FARM.client("b")));
  }

  private static void watchesEverythingOnce(List<FarmClient> apis) throws InterruptedException {
    var jobs = new ArrayList<String>();
    var told = new ArrayList<Event>();
    var position = beginning(apis.getFirst());
    for (int turn = 0; turn < RECONNECTS; turn++) {
      var api = apis.get(turn % apis.size());
      jobs.addAll(apis.get((turn + 1) % apis.size()).batch(Requests.pings(JOBS_EACH_TIME)));
      position = watch(api, position, EVENTS_EACH_TIME, told);
    }
    watchUntilAllHaveEnded(apis.getLast(), position, jobs, told);

    var identities = identities(told, new HashSet<>(jobs));
    assertThat(identities).doesNotHaveDuplicates();
    assertThat(identities).containsExactlyInAnyOrderElementsOf(ledger(apis.getFirst(), jobs));
    assertThat(told).allSatisfy(event -> assertThat(event.number()).isPositive());
  }

  /** The id that comes before all events of a new connection's own time. */
  private static String beginning(FarmClient farm) throws InterruptedException {
    try (var events = farm.events("/events", "0")) {
      var id = farm.submit(Requests.PING);
      var last = events.next(Deadline.PATIENCE).orElseThrow();
      while (!last.job().equals(id) || !last.name().equals("succeeded")) {
        last = events.next(Deadline.PATIENCE).orElseThrow();
      }
      return last.id();
    }
  }

  private static String watch(FarmClient farm, String after, int count, List<Event> told)
      throws InterruptedException {
    try (var events = farm.events("/events", after)) {
      for (int number = 0; number < count; number++) {
        told.add(events.next(Deadline.PATIENCE).orElseThrow());
      }
    }
    return told.getLast().id();
  }

  private static void watchUntilAllHaveEnded(
      FarmClient farm, String after, List<String> jobs, List<Event> told)
      throws InterruptedException {
    var open = new HashSet<>(jobs);
    told.stream().filter(BatchStoryIT::isEnd).map(Event::job).forEach(open::remove);
    try (var events = farm.events("/events", after)) {
      while (!open.isEmpty()) {
        var event = events.next(Deadline.PATIENCE).orElseThrow();
        told.add(event);
        if (isEnd(event)) {
          open.remove(event.job());
        }
      }
    }
  }

  private static boolean isEnd(Event event) {
    return event.name().equals("succeeded");
  }

  private static List<String> identities(List<Event> told, Set<String> jobs) {
    return told.stream().filter(event -> jobs.contains(event.job())).map(Event::identity).toList();
  }

  private static List<String> ledger(FarmClient farm, List<String> jobs) {
    return jobs.stream().flatMap(job -> farm.history(job).stream()).map(Event::identity).toList();
  }
}
