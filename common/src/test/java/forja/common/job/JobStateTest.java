package forja.common.job;

import static forja.common.job.JobState.CANCELLED;
import static forja.common.job.JobState.CANCELLING;
import static forja.common.job.JobState.FAILED;
import static forja.common.job.JobState.QUEUED;
import static forja.common.job.JobState.RELEASED;
import static forja.common.job.JobState.RUNNING;
import static forja.common.job.JobState.SCHEDULED;
import static forja.common.job.JobState.SUCCEEDED;
import static forja.common.job.JobState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** D6, D43: failed is a state distinct from done, and every way between states is written down. */
class JobStateTest {
  private static final Map<JobChange, JobState> OUT =
      Map.of(
          JobChange.STARTED, RUNNING,
          JobChange.PROGRESSED, RUNNING,
          JobChange.SUCCEEDED, SUCCEEDED,
          JobChange.FAILED, FAILED,
          JobChange.POSTPONED, SCHEDULED,
          JobChange.HANDED_BACK, QUEUED,
          JobChange.RELEASE_LOST, QUEUED,
          JobChange.CANCEL_ASKED, CANCELLING,
          JobChange.CANCELLED, CANCELLED);

  private static final Map<JobState, Map<JobChange, JobState>> TABLE =
      Map.of(
          WAITING, before(JobChange.UNBLOCKED, QUEUED),
          SCHEDULED, before(JobChange.CAME_DUE, QUEUED),
          QUEUED, before(JobChange.RELEASED, RELEASED),
          RELEASED, OUT,
          RUNNING, OUT,
          CANCELLING,
              Map.of(
                  JobChange.STARTED, CANCELLING,
                  JobChange.PROGRESSED, CANCELLING,
                  JobChange.SUCCEEDED, SUCCEEDED,
                  JobChange.FAILED, FAILED,
                  JobChange.POSTPONED, CANCELLED,
                  JobChange.HANDED_BACK, CANCELLED,
                  JobChange.RELEASE_LOST, CANCELLED,
                  JobChange.CANCELLED, CANCELLED),
          SUCCEEDED, Map.of(),
          FAILED, Map.of(JobChange.RETRIED, QUEUED),
          CANCELLED, Map.of(JobChange.RETRIED, QUEUED));

  private static Map<JobChange, JobState> before(JobChange change, JobState next) {
    return Map.of(change, next, JobChange.CANCEL_ASKED, CANCELLED, JobChange.EXPIRED, FAILED);
  }

  @ParameterizedTest
  @EnumSource
  void goesWhereTheTableSaysAndNowhereElse(JobState state) {
    var found = new HashMap<JobChange, JobState>();
    for (var change : JobChange.values()) {
      state.after(change).ifPresent(next -> found.put(change, next));
    }

    assertThat(found).isEqualTo(TABLE.get(state));
  }

  @Test
  void absorbsEverythingInAFinalStateButARetry() {
    var finals = Stream.of(JobState.values()).filter(JobState::isFinal);

    assertThat(finals)
        .containsExactly(SUCCEEDED, FAILED, CANCELLED)
        .allSatisfy(state ->
            assertThat(EnumSet.complementOf(EnumSet.of(JobChange.RETRIED)))
                .allSatisfy(change -> assertThat(state.after(change)).isEmpty()));
  }

  @Test
  void isOutFromItsReleaseToItsEnd() {
    assertThat(Stream.of(JobState.values()).filter(JobState::isOut))
        .containsExactly(RELEASED, RUNNING, CANCELLING);
  }

  @Test
  void neverChangesACodeThatStandsInTheLedger() {
    assertThat(Stream.of(JobState.values()).map(JobState::code))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(Stream.of(JobState.values()).map(state -> JobState.ofCode(state.code())))
        .containsExactly(JobState.values());
    assertThat(Stream.of(JobChange.values()).map(JobChange::code))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
    assertThat(Stream.of(JobChange.values()).map(change -> JobChange.ofCode(change.code())))
        .containsExactly(JobChange.values());
    assertThatThrownBy(() -> JobState.ofCode(9)).hasMessage("no state has the code 9");
    assertThatThrownBy(() -> JobChange.ofCode(15)).hasMessage("no change has the code 15");
  }

  @Test
  void isKnownByItsNameOnTheWire() {
    assertThat(JobState.named("cancelling")).contains(CANCELLING);
    assertThat(Set.of("CANCELLING", "done", ""))
        .allSatisfy(name -> assertThat(JobState.named(name)).isEmpty());
  }
}
