package forja.common.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenTest {

  @Test
  void isOlderByAttemptThenReleaseThenDelivery() {
    assertThat(new Token(1, 9, 9)).isLessThan(new Token(2, 1, 1));
    assertThat(new Token(2, 1, 9)).isLessThan(new Token(2, 2, 1));
    assertThat(new Token(2, 2, 1)).isLessThan(new Token(2, 2, 2));
    assertThat(new Token(2, 2, 2)).isEqualByComparingTo(new Token(2, 2, 2));
  }
}
