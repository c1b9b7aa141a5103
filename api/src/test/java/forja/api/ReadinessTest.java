package forja.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadinessTest {

  @Test
  void saysHowFullTheDiskIsAlsoWhileItIsWell() {
    var well = Readiness.disk(0.43, 0.95);

    assertThat(well.isUp()).isTrue();
    assertThat(well.detail()).contains("the broker's disk is full to 43 %, its limit is 95 %");
  }

  @Test
  void isDownAtTheLimitOfTheBroker() {
    var full = Readiness.disk(0.95, 0.95);

    assertThat(full.isUp()).isFalse();
    assertThat(full.detail().orElseThrow()).endsWith("at 95 % it takes no more messages");
  }
}
