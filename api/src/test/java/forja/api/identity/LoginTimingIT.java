package forja.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.api.http.Problem;
import forja.api.identity.LoginDesk.Form;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A wrong password and an unknown user take the same time: both are hashed. Medians are compared,
 * and loosely, because the machine does other things, too; without the hash one would take a
 * hundredth of the other.
 */
class LoginTimingIT {
  private static final int LOOKS = 15;
  private static final double ALIKE = 0.3;

  private static FarmForTests farm;

  @BeforeAll
  static void start() {
    farm = new FarmForTests(LoginTimingIT.class);
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  private static long nanos(String customer, String user) {
    var form = new Form(customer, user, "wrong-horse-battery");
    var address = FarmForTests.newAddress();
    long began = System.nanoTime();
    try {
      farm.here.desk().login(form, address);
    } catch (Problem refused) {
      assertThat(refused.type()).hasToString("WRONG_LOGIN");
      return System.nanoTime() - began;
    }
    throw new AssertionError("a wrong password was taken");
  }

  private static double median(List<Long> times) {
    Collections.sort(times);
    return times.get(times.size() / 2);
  }

  private static double difference() throws Exception {
    var wrong = new ArrayList<Long>();
    var unknown = new ArrayList<Long>();
    var nowhere = new ArrayList<Long>();
    for (int number = 0; number < LOOKS; number++) {
      wrong.add(nanos("main", farm.aUser()));
      unknown.add(nanos("main", FarmForTests.newName()));
      nowhere.add(nanos("nobody", FarmForTests.newName()));
    }
    var medians = List.of(median(wrong), median(unknown), median(nowhere));
    return 1 - Collections.min(medians) / Collections.max(medians);
  }

  @Test
  void takeTheSameTime() {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(difference()).isLessThan(ALIKE));
  }
}
