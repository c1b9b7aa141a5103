package forja.stories;

import static org.assertj.core.api.Assertions.assertThat;

import forja.harness.Crowd;
import forja.harness.Deadline;
import forja.harness.FarmClient;
import forja.harness.SplitFarm;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Customers who all want more than there is. */
class SharesStoryIT {
  private static final int SLOTS = 8;
  private static final int FLOOD = 1_000;

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
    crowd.book(flood, Requests.nap("PT0.2S", "queue"), FLOOD);
    var farm = FARM.client("only");
    try (var _ = FARM.joinWorker("queue", "--pool", "queue", "--slots", "" + SLOTS)) {
      Deadline.until("the flood being under way", () -> crowd.ends(flood).size() >= SLOTS);

      var few = farm.batch(Requests.naps(10, "PT0.2S", "queue"));

      few.forEach(farm::awaitFinal);
      var begins = few.stream().map(id -> startedAt(farm, id)).sorted().toList();
      // Every other slot, and no more than what was released before.
      assertThat(crowd.beginnings(flood))
          .filteredOn(began -> began.isAfter(begins.getFirst()) && began.isBefore(begins.getLast()))
          .hasSizeLessThanOrEqualTo(begins.size() + 3 * SLOTS);
      assertThat(crowd.beginnings(flood)).as("the flood is far from over").hasSizeLessThan(FLOOD);
    }
  }

  private static Instant startedAt(FarmClient farm, String id) {
    return Instant.parse(farm.job(id).path("startedAt").asText());
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

    var served = inOrderOfTheirBegin(customers.stream().map(crowd::beginnings).toList());
    int window = served.size() / 3;
    for (int from = 0; from + window <= served.size(); from += window / 8) {
      assertThat(index(served.subList(from, from + window), customers.size()))
          .isGreaterThanOrEqualTo(0.95);
    }
  }

  /** Whose job began first, whose next: how fast the machine was does not matter. */
  private static List<Integer> inOrderOfTheirBegin(List<List<Instant>> begins) {
    return IntStream.range(0, begins.size())
        .boxed()
        .flatMap(customer -> begins.get(customer).stream().map(at -> new Begin(at, customer)))
        .sorted(Comparator.comparing(Begin::at))
        .map(Begin::customer)
        .toList();
  }

  private record Begin(Instant at, int customer) {}

  /** Jain's index of how often each was served: 1 when all are served alike. */
  private static double index(List<Integer> served, int customers) {
    var counts = new double[customers];
    served.forEach(customer -> counts[customer]++);
    double sum = Arrays.stream(counts).sum();
    double squares = Arrays.stream(counts).map(count -> count * count).sum();
    return sum * sum / (customers * squares);
  }
}
