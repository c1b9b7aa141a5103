package forja.common.job;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobIdsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
  private static final int IDS_OF_A_MILLISECOND = 4096;

  private final JobIds ids = new JobIds(Clock.fixed(NOW, UTC));

  @Test
  void areVersionSevenAndTellWhenTheyWereMade() {
    var id = ids.next();

    assertThat(id.value().version()).isEqualTo(7);
    assertThat(id.value().variant()).isEqualTo(2);
    assertThat(id.acceptedAt()).isEqualTo(NOW);
  }

  @Test
  void growWhenABurstIsLongerThanAMillisecondHasRoomFor() {
    var burst = Stream.generate(ids::next).limit(3 * IDS_OF_A_MILLISECOND).toList();

    assertThat(burst).isSorted().doesNotHaveDuplicates();
    assertThat(burst).allSatisfy(id -> assertThat(id.value().version()).isEqualTo(7));
    assertThat(burst.getLast().acceptedAt()).isEqualTo(NOW.plusMillis(2));
  }

  @Test
  void sortAsTextAsTheySortInTheLedger() {
    var burst = Stream.generate(ids::next).limit(100).map(JobId::toString).toList();

    assertThat(burst).isSorted();
  }

  @Test
  void areUniqueOverThreads() throws Exception {
    Callable<List<JobId>> many = () -> Stream.generate(ids::next).limit(5_000).toList();
    var all = new ArrayList<JobId>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var made : threads.invokeAll(List.of(many, many, many, many))) {
        assertThat(made.get()).isSorted();
        all.addAll(made.get());
      }
    }

    assertThat(new HashSet<>(all)).hasSize(20_000);
  }

  @Test
  void keepGrowingWhenTheClockIsSetBack() {
    var clock = new SettableClock(NOW);
    var made = new JobIds(clock);

    var before = made.next();
    clock.set(NOW.minusSeconds(60));

    assertThat(made.next()).isGreaterThan(before);
  }
}
