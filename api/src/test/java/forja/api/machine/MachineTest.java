package forja.api.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.request.FieldProblem;
import forja.api.request.Reading;
import forja.common.wire.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineTest {

  private static ObjectNode remote(String... fields) {
    var document = Wire.json().createObjectNode().put("type", "remote");
    for (int place = 0; place < fields.length; place += 2) {
      document.put(fields[place], fields[place + 1]);
    }
    return document;
  }

  private static ObjectNode local(String... fields) {
    return remote(fields).put("type", "local");
  }

  private static List<FieldProblem> problems(ObjectNode document) {
    return switch (Machine.read(document)) {
      case Reading.Good<Machine> _ -> List.of();
      case Reading.Bad<Machine>(var problems) -> problems;
    };
  }

  private static List<String> wrong(ObjectNode document) {
    return problems(document).stream().map(FieldProblem::pointer).toList();
  }

  @Test
  void takesAllAddressesThatFit() {
    var whole =
        remote(
            "ipv4", "192.0.2.77",
            "ipv6", "2001:DB8::7",
            "mac", "02:00:5E:10:00:07",
            "netmask", "255.255.255.192",
            "network", "192.0.2.64",
            "broadcast", "192.0.2.127",
            "gateway", "192.0.2.65");

    assertThat(problems(whole)).isEmpty();
    var read = (Reading.Good<Machine>) Machine.read(whole);
    assertThat(read.value().address(Address.IPV6)).contains("2001:db8::7");
  }

  @Test
  void needsAnAddressOfAMachineThatIsElsewhere() {
    assertThat(wrong(remote())).containsExactly("/ipv4");
    assertThat(wrong(remote("ipv6", "2001:db8::7"))).isEmpty();
    assertThat(wrong(local())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "192.0.2",
        "192.0.2.256",
        "192.0.2.07",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.7/24",
        " 192.0.2.7",
        "localhost",
        "127.1",
        "::1",
        "192.0.2.7\n"
      })
  void refusesWhatIsNoIpv4AddressOfAMachine(String text) {
    assertThat(wrong(local("ipv4", text))).containsExactly("/ipv4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "::",
        "ff02::1",
        "fe80::1%eth0",
        "2001:db8::7::1",
        "2001:db8:::7",
        "12345::1",
        "web-1",
        "192.0.2.7",
        "::ffff:192.0.2.7",
        "[::1]",
        "2001:db8::7/64",
        "1:2:3:4:5:6:7:8:9"
      })
  void refusesWhatIsNoIpv6AddressOfAMachine(String text) {
    assertThat(wrong(local("ipv6", text))).containsExactly("/ipv6");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "02:00:5e:10:00",
        "02-00-5e-10-00-07",
        "ff:ff:ff:ff:ff:ff",
        "01:00:5e:00:00:01",
        "00:00:00:00:00:00",
        "02:00:5e:10:00:0g",
        "02005e100007"
      })
  void refusesWhatIsNoMacAddressOfAMachine(String text) {
    assertThat(wrong(local("mac", text))).containsExactly("/mac");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "255.0.255.0", "255.255.255.1", "0.255.255.255", "24"})
  void refusesANetmaskWithGaps(String text) {
    assertThat(wrong(local("ipv4", "192.0.2.7", "netmask", text))).containsExactly("/netmask");
  }

  @ParameterizedTest
  @ValueSource(strings = {"255.255.255.255", "255.255.255.254", "128.0.0.0", "255.255.254.0"})
  void takesEveryNetmaskWithoutGaps(String text) {
    assertThat(wrong(local("ipv4", "192.0.2.7", "netmask", text))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "network,192.0.2.1",
    "broadcast,192.0.2.254",
    "gateway,192.0.3.1",
    "gateway,192.0.2.0",
    "gateway,192.0.2.255",
    "gateway,192.0.2.7"
  })
  void refusesWhatDoesNotFitAddressAndMask(String field, String text) {
    var document = remote("ipv4", "192.0.2.7", "netmask", "255.255.255.0", field, text);

    assertThat(wrong(document)).containsExactly("/" + field);
  }

  @Test
  void saysWhichNetworkItWouldBe() {
    var document = remote("ipv4", "192.0.2.7", "netmask", "255.255.255.0", "network", "192.0.0.0");

    assertThat(problems(document).getFirst().detail())
        .isEqualTo("must be 192.0.2.0, as ipv4 and netmask say, found 192.0.0.0");
  }

  @Test
  void refusesTheFirstAndTheLastAddressOfANetwork() {
    assertThat(wrong(local("ipv4", "192.0.2.0", "netmask", "255.255.255.0")))
        .containsExactly("/ipv4");
    assertThat(wrong(local("ipv4", "192.0.2.255", "netmask", "255.255.255.0")))
        .containsExactly("/ipv4");
    assertThat(wrong(local("ipv4", "192.0.2.0", "netmask", "255.255.255.254"))).isEmpty();
  }

  @Test
  void needsAddressAndMaskForTheRest() {
    assertThat(
            wrong(
                local("netmask", "255.255.255.0", "network", "192.0.2.0", "gateway", "192.0.2.1")))
        .containsExactly("/netmask", "/network", "/gateway");
    assertThat(wrong(local("ipv4", "192.0.2.7", "broadcast", "192.0.2.255")))
        .containsExactly("/broadcast");
  }

  @Test
  void doesNotTakeThisMachineForAnother() {
    assertThat(wrong(remote("ipv4", "127.0.0.2"))).containsExactly("/ipv4");
    assertThat(wrong(remote("ipv6", "0:0::1"))).containsExactly("/ipv6");
    assertThat(wrong(local("ipv4", "127.0.0.1", "ipv6", "::1"))).isEmpty();
  }

  @Test
  void tellsOfAllThatIsWrongAtOnce() {
    assertThat(wrong(remote("ipv4", "x", "mac", "y", "netmask", "z")))
        .containsExactly("/ipv4", "/mac", "/netmask");
  }
}
