package forja.stories;

import static org.assertj.core.api.Assertions.assertThat;

import forja.harness.Crowd;
import forja.harness.Deadline;
import forja.harness.FarmClient;
import forja.harness.SplitFarm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Customers who all want more than there is. */
class SharesStoryIT {
  private static final int SLOTS = 8;

  @RegisterExtension static final SplitFarm FARM = SplitFarm.withApis("only");

  private static Crowd crowd;

  @BeforeAll
  static void gather() {
    crowd = FARM.crowd();
  }

  @AfterAll
  static void disperse() {
    crowd.close();
  }

  @Test
  void aFewJobsGoBeforeTheManyOfAnother() {
    var flood = crowd.customer("flood");
    crowd.book(flood, Requests.nap("PT0.2S", "queue"), 300);
    var farm = FARM.client("only");
    try (var _ = FARM.joinWorker("queue", "--pool", "queue", "--slots", "" + SLOTS)) {
      Deadline.until("the flood being under way", () -> crowd.ends(flood).size() >= SLOTS);

      var few = farm.batch(Requests.naps(10, "PT0.2S", "queue"));

      var accepted = time(farm, few.getFirst(), "acceptedAt");
      few.forEach(farm::awaitFinal);
      var lastBegan =
          few.stream().map(id -> time(farm, id, "startedAt")).max(Instant::compareTo).orElseThrow();
      // What was released before, and no more than every other slot after that.
      assertThat(crowd.beginnings(flood))
          .filteredOn(began -> began.isAfter(accepted) && began.isBefore(lastBegan))
          .hasSizeLessThanOrEqualTo(4 * SLOTS);
      assertThat(crowd.ends(flood)).hasSizeLessThan(200);
    }
  }

  private static Instant time(FarmClient farm, String id, String field) {
    return Instant.parse(farm.job(id).path(field).asText());
  }

  @Test
  void allGetTheSame() {
    var customers =
        IntStream.range(0, 20).mapToObj(number -> crowd.customer("sharer-" + number)).toList();
    for (var customer : customers) {
      crowd.book(customer, Requests.nap("PT0.02S", "shares"), 100);
    }
    try (var _ = FARM.joinWorker("shares", "--pool", "shares", "--slots", "" + SLOTS)) {
      customers.forEach(customer ->
          Deadline.until(customer + " served", () -> crowd.ends(customer).size() == 100));
    }

    var ends = customers.stream().map(crowd::ends).toList();
    var begin = ends.stream().map(List::getFirst).min(Instant::compareTo).orElseThrow();
    var end = ends.stream().map(List::getLast).min(Instant::compareTo).orElseThrow();
    var window = Duration.between(begin, end).dividedBy(3);
    for (var from = begin; from.plus(window).isBefore(end); from = from.plus(window.dividedBy(8))) {
      assertThat(index(ends, from, from.plus(window))).isGreaterThanOrEqualTo(0.95);
    }
  }

  /** Jain's index of how many ended: 1 when all are served alike. */
  private static double index(List<List<Instant>> ends, Instant from, Instant to) {
    var counts =
        ends.stream()
            .mapToDouble(
                all -> all.stream().filter(end -> !end.isBefore(from) && end.isBefore(to)).count())
            .toArray();
    double sum = IntStream.range(0, counts.length).mapToDouble(i -> counts[i]).sum();
    double squares =
        IntStream.range(0, counts.length).mapToDouble(i -> counts[i] * counts[i]).sum();
    return sum * sum / (counts.length * squares);
  }
}
