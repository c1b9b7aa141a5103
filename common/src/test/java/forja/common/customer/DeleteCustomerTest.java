package forja.common.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.common.job.InvalidSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteCustomerTest {

  @Test
  void doesNotForceWhatItIsNotTold() {
    assertThat(new DeleteCustomer("acme", null)).isEqualTo(new DeleteCustomer("acme", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Acme", "-acme", "acme-", "acme.de", "a/b", "a b", "a\n"})
  void refusesWhatIsNoNameOfACustomer(String name) {
    assertThatThrownBy(() -> new DeleteCustomer(name, true))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageContaining("name of a customer");
  }
}
