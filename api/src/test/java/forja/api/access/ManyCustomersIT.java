package forja.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.api.http.ApiForTests;
import forja.api.ledger.Customer;
import forja.api.ledger.PostgresForTests;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many customers at once, none of whom learns anything about another one. */
class ManyCustomersIT {
  private static final int CUSTOMERS = 50;
  private static final int ROUNDS = 8;
  private static final int LOOKS = 300;

  /** Medians closer than this cannot be told apart. */
  private static final double ALIKE = 0.3;

  private static ApiForTests api;
  private static OwnObjects objects;

  @BeforeAll
  static void start() {
    api = new ApiForTests(PostgresForTests.emptyDatabase(ManyCustomersIT.class, 16));
    objects = new OwnObjects(api);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void neverSeeARowAnEventOrALineOfAnotherOne() throws Exception {
    var crowd = new ArrayList<CustomerAtWork>();
    for (int number = 0; number < CUSTOMERS; number++) {
      crowd.add(new CustomerAtWork(api, objects, api.aCustomer("crowd-" + number)));
    }

    for (int round = 0; round < ROUNDS; round++) {
      int now = round;
      together(crowd, (one, _) -> one.work(now));
    }
    together(
        crowd,
        (one, place) -> {
          var next = crowd.get((place + 1) % CUSTOMERS);
          for (var foreign : next.made()) {
            one.looksFor(foreign);
          }
        });

    for (var one : crowd) {
      await()
          .atMost(ApiForTests.PATIENCE)
          .untilAsserted(() ->
              assertThat(one.heard())
                  .as("%s", one.customer())
                  .containsExactlyInAnyOrderElementsOf(one.made()));
      one.leave();
    }
  }

  /** What one of the crowd does, and which one it is. */
  private interface Deed {
    void of(CustomerAtWork one, int place) throws Exception;
  }

  private static void together(List<CustomerAtWork> crowd, Deed deed) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Callable<Boolean>>();
      for (int number = 0; number < crowd.size(); number++) {
        int place = number;
        all.add(() -> {
          deed.of(crowd.get(place), place);
          return true;
        });
      }
      for (Future<Boolean> done : threads.invokeAll(all)) {
        assertThat(done.get()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /jobs/%s",
        "GET /queue/%s",
        "GET /jobs/%s/log",
        "GET /jobs/%s/attempts",
        "POST /jobs/%s/cancel",
        "POST /jobs/%s/retry",
      })
  void cannotTellAForeignJobFromNoneByTime(String request) throws Exception {
    var mine = api.aCustomer("mine-" + OwnObjects.newName());
    var theirs = api.aCustomer("theirs-" + OwnObjects.newName());
    var foreign = new ArrayList<String>();
    for (int number = 0; number < 20; number++) {
      foreign.add(objects.aLoggingJob(theirs));
    }

    // A machine that is busy with something else blurs a measurement, but hardly three.
    await()
        .atMost(ApiForTests.PATIENCE.multipliedBy(4))
        .untilAsserted(() -> assertThat(difference(mine, request, foreign)).isLessThan(ALIKE));
  }

  /** How far the medians are apart, as a part of the greater one. */
  private static double difference(Customer mine, String request, List<String> foreign)
      throws Exception {
    var there = new ArrayList<Long>();
    var nowhere = new ArrayList<Long>();
    for (int number = 0; number < LOOKS; number++) {
      there.add(nanos(mine, request.formatted(foreign.get(number % foreign.size()))));
      nowhere.add(nanos(mine, request.formatted("01919b5e-5f00-7000-8000-%012d".formatted(number))));
    }
    double one = median(there.subList(LOOKS / 4, LOOKS));
    double other = median(nowhere.subList(LOOKS / 4, LOOKS));
    return Math.abs(one - other) / Math.max(one, other);
  }

  private static long nanos(Customer customer, String request) throws Exception {
    var words = request.split(" ");
    HttpRequest.Builder asked = Actor.ADMIN.sign(api.request(words[1]), customer);
    var ready = asked.method(words[0], BodyPublishers.noBody()).build();
    long began = System.nanoTime();
    var answer = api.answer(ready);
    long took = System.nanoTime() - began;
    assertThat(answer.statusCode()).as(answer.body()).isIn(404, 410);
    return took;
  }

  private static double median(List<Long> times) {
    var sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
