package forja.common.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobIdTest {
  private static final String CANONICAL = "019542b1-7b7b-7abc-8def-0123456789ab";

  @Test
  void readsWhatItWrites() {
    assertThat(JobId.parse(CANONICAL))
        .hasValueSatisfying(id -> assertThat(id).hasToString(CANONICAL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "019542B1-7B7B-7ABC-8DEF-0123456789AB",
        "019542b17b7b7abc8def0123456789ab",
        "019542b1-7b7b-4abc-8def-0123456789ab",
        "019542b1-7b7b-7abc-0def-0123456789ab",
        "019542b1-7b7b-7abc-8def-0123456789ab ",
        "19542b1-7b7b-7abc-8def-0123456789ab",
        "019542b1-7b7b-7abc-8def-0123456789ab\n",
        "' or job <> '"
      })
  void acceptsNoOtherSpelling(String text) {
    assertThat(JobId.parse(text)).isEmpty();
    assertThatThrownBy(() -> JobId.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void comparesAsBytesNotAsSignedHalves() {
    var low = new JobId(new UUID(1, 1));
    var high = new JobId(new UUID(1, 0x8000_0000_0000_0000L));

    assertThat(low).isLessThan(high);
    assertThat(new JobId(new UUID(-1, 0))).isGreaterThan(high);
  }
}
