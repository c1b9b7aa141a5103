package forja.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.JobReport;
import forja.common.job.JobState;
import forja.common.job.ReportBundle;
import forja.common.job.Token;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** D43: only deliveries that began and died count towards the five. */
class DeathCountIT {
  private static final int TOO_OFTEN = 6;

  private LedgerForTests farm;
  private DeathCount deaths;

  @BeforeEach
  void open() {
    farm = new LedgerForTests(DeathCountIT.class);
    deaths = new DeathCount(farm.database, farm.projection::apply);
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void losesAJobThatFiveWorkersBeganAndDidNotSurvive() {
    var job = farm.released();
    for (int delivery = 1; delivery <= 5; delivery++) {
      began(job, 1, delivery);
    }

    handBack(job, 1, TOO_OFTEN);

    assertThat(farm.row(job).state()).isEqualTo(JobState.FAILED);
    assertThat(farm.row(job).failure().orElseThrow())
        .isEqualTo(
            new Failure(
                Failure.Kind.LOST,
                "forja.lost",
                "begun 5 times by workers that died or lost their connection"));
  }

  @Test
  void releasesAJobAgainThatOnlyWaitedBesideOthers() {
    var job = farm.released();
    for (int delivery = 2; delivery <= 5; delivery++) {
      began(job, 1, delivery);
    }

    handBack(job, 1, 12);

    assertThat(farm.row(job).state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void countsOverAllReleasesOfTheAttemptButNotWhatWasHandedBack() {
    var job = farm.released();
    for (int delivery = 1; delivery <= 4; delivery++) {
      began(job, 1, delivery);
    }
    handBack(job, 1, 4);
    farm.release(1);
    began(job, 2, 1);
    handBack(job, 2, TOO_OFTEN);
    assertThat(farm.row(job).state()).isEqualTo(JobState.QUEUED);

    farm.release(1);
    began(job, 3, 1);
    handBack(job, 3, TOO_OFTEN);

    assertThat(farm.row(job).state()).isEqualTo(JobState.FAILED);
  }

  @Test
  void givesUpAJobThatKillsBeforeItsStartIsTold() {
    var job = farm.released();
    for (int release = 1; release <= 3; release++) {
      handBack(job, release, TOO_OFTEN);
      assertThat(farm.row(job).state()).isEqualTo(JobState.QUEUED);
      farm.release(1);
    }

    handBack(job, 4, TOO_OFTEN);

    assertThat(farm.row(job).state()).isEqualTo(JobState.FAILED);
  }

  private void began(JobId job, int release, int delivery) {
    tell(new JobReport.Started(job, new Token(1, release, delivery), farm.clock.instant()));
  }

  private void handBack(JobId job, int release, int delivery) {
    var now = farm.clock.instant();
    tell(new JobReport.HandedBack(job, new Token(1, release, delivery), now, now, 0));
  }

  private void tell(JobReport report) {
    deaths.apply(List.of(new ReportBundle("w1", List.of(report))));
  }
}
