package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.routes.program.CannotStart;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word counts about who asks. */
class TrustedProxiesTest {
  private final TrustedProxies proxies =
      TrustedProxies.of(List.of("10.0.0.0/8", "192.0.2.1", "2001:db8::/32"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "10.1.2.3     | 203.0.113.7                        | 203.0.113.7",
        "10.1.2.3     | 198.51.100.1, 203.0.113.7          | 203.0.113.7",
        "10.1.2.3     | 198.51.100.1, 203.0.113.7, 10.9.9.9| 203.0.113.7",
        "192.0.2.1    | 203.0.113.7:4711                   | 203.0.113.7",
        "192.0.2.2    | 203.0.113.7                        | 192.0.2.2",
        "10.1.2.3     | localhost                          | 10.1.2.3",
        "10.1.2.3     | 203.0.113.7, unknown               | 10.1.2.3",
        "10.1.2.3     | 10.1.1.1                           | 10.1.1.1",
        "2001:db8::5  | [2001:db9::1]:443                  | 2001:db9:0:0:0:0:0:1",
        "2001:db9::5  | 203.0.113.7                        | 2001:db9::5"
      })
  void believesNoMoreThanTrustedOnesHaveSaid(String peer, String forwarded, String client) {
    assertThat(proxies.client(peer, List.of(forwarded))).isEqualTo(client);
  }

  @Test
  void readsSeveralHeadersAsOne() {
    assertThat(proxies.client("10.0.0.1", List.of("198.51.100.1", "203.0.113.7")))
        .isEqualTo("203.0.113.7");
    assertThat(proxies.client("10.0.0.1", List.of())).isEqualTo("10.0.0.1");
  }

  @Test
  void believesNobodyWhenNobodyIsTrusted() {
    assertThat(TrustedProxies.NONE.client("10.0.0.1", List.of("203.0.113.7")))
        .isEqualTo("10.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/x", "2001:db8::/129", ""})
  void wantsAddresses(String word) {
    assertThatThrownBy(() -> TrustedProxies.of(List.of(word)))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("--trusted-proxies");
  }

  @Test
  void takesAHouseholdForOne() {
    assertThat(Addresses.household("2001:db8:1:2:3:4:5:6"))
        .isEqualTo(Addresses.household("2001:db8:1:2::1"))
        .isNotEqualTo(Addresses.household("2001:db8:1:3::1"));
    assertThat(Addresses.household("192.0.2.1")).isNotEqualTo(Addresses.household("192.0.2.2"));
  }
}
