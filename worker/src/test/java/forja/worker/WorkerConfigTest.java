package forja.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import forja.common.job.Capability;
import forja.common.wire.Wire;
import forja.routes.program.CannotStart;
import forja.routes.wiring.Credential;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerConfigTest {
  private static final Path HOME = Path.of(System.getProperty("user.home"));

  @Test
  void needsNothingOnAMachineThatRunsAFarm() {
    var config = read();

    assertThat(config.broker()).isEqualTo(URI.create("tcp://127.0.0.1:61616"));
    assertThat(config.credential()).isEqualTo(HOME.resolve(".forja/credentials/worker.credential"));
    assertThat(config.pools()).containsExactly("default");
    assertThat(config.capabilities()).containsExactlyInAnyOrderElementsOf(Capability.ofWorkers());
    assertThat(config.slots()).isEqualTo(8);
    assertThat(config.effects()).isEqualTo(HOME.resolve(".forja/effects"));
    assertThat(config.timeToLive()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void makesUpANameThatNoOtherWorkerHas() {
    assertThat(read().name()).matches("[a-z0-9][a-z0-9-]*-[0-9a-f]{8}").isNotEqualTo(read().name());
  }

  @Test
  void isTheWorkerThatItsCredentialIsFor(@TempDir Path data) throws IOException {
    var file = data.resolve("some.credential");
    Files.write(file, Wire.write(new Credential("worker-builder-7", "a password")));

    assertThat(read("--credential", file.toString()).name()).isEqualTo("builder-7");
    assertThat(read("--credential", file.toString(), "--name", "other").name()).isEqualTo("other");
  }

  @Test
  void findsTheCredentialOfItsName() {
    var config = WorkerConfig.read(List.of("--name", "b-7"), Map.of("FORJA_DATA", "/srv/farm"));

    assertThat(config.credential())
        .isEqualTo(Path.of("/srv/farm/credentials/worker-b-7.credential"));
  }

  @Test
  void trustsWhomAFileNamesThatTheBrokerIsWhoItSays(@TempDir Path data) throws IOException {
    var ca = Files.writeString(data.resolve("ca of the farm.pem"), "a certificate");

    var config = read("--broker", "ssl://farm.example:61617", "--broker-ca", ca.toString());

    assertThat(config.broker())
        .hasScheme("ssl")
        .hasHost("farm.example")
        .hasPort(61617)
        .hasQuery("ca=" + ca);
    assertThat(read("--broker", "ssl://farm.example:61617").broker())
        .isEqualTo(URI.create("ssl://farm.example:61617"));
    refuses(
        "--broker-ca goes with --broker ssl://...",
        "--broker",
        "tcp://farm:61616",
        "--broker-ca",
        ca.toString());
    refuses(
        "--broker-ca cannot be read: /no/such/file",
        "--broker",
        "ssl://farm:61616",
        "--broker-ca",
        "/no/such/file");
  }

  @Test
  void findsTheFarmOfItsEnvironment() {
    var config = WorkerConfig.read(List.of(), Map.of("FORJA_DATA", "/srv/farm"));

    assertThat(config.credential()).isEqualTo(Path.of("/srv/farm/credentials/worker.credential"));
    assertThat(config.effects()).isEqualTo(Path.of("/srv/farm/effects"));
  }

  @Test
  void takesEveryOption() {
    var config =
        read(
            "--name", "builder-7",
            "--broker", "tcp://farm.example:5672",
            "--credential", "/etc/forja/worker.credential",
            "--pool", "arm64,site-1,arm64",
            "--capabilities", "farm",
            "--slots", "32",
            "--effects", "/var/effects",
            "--time-to-live", "PT30S",
            "--grace", "PT2M");

    assertThat(config)
        .isEqualTo(
            new WorkerConfig(
                "builder-7",
                URI.create("tcp://farm.example:5672"),
                Path.of("/etc/forja/worker.credential"),
                List.of("arm64", "site-1"),
                Set.of(Capability.FARM),
                32,
                Path.of("/var/effects"),
                Duration.ofSeconds(30),
                Duration.ofMinutes(2)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--grace|PT-1S|--grace is from PT0S to PT24H, found PT-1S",
        "--slots|0|--slots is a number from 1 to 10000, found 0",
        "--slots|10001|--slots is a number from 1 to 10000, found 10001",
        "--slots|many|--slots is a number from 1 to 10000, found many",
        "--name|Über|--name is a lower-case name, found Über",
        "--name|a.b|--name is a lower-case name, found a.b",
        "--name|#|--name is a lower-case name, found #",
        "--pool|a,B|--pool is a lower-case name or several with commas, found B",
        "--pool|''|--pool is a lower-case name or several with commas, found ",
        "--pool|,|--pool is a lower-case name or several with commas, found ",
        "--capabilities|magic|--capabilities are among farm, found magic",
        "--capabilities|,|--capabilities are among farm, found ",
        "--broker|farm:61616|--broker is an address like tcp://host:61616 or ssl://host:61616, found farm:61616",
        "--broker|tcp://farm|--broker is an address like tcp://host:61616 or ssl://host:61616, found tcp://farm",
        "--broker|http://farm:1|--broker is an address like tcp://host:61616 or ssl://host:61616, found http://farm:1",
        "--broker|a b|--broker is an address like tcp://host:61616 or ssl://host:61616, found a b",
        "--time-to-live|10|--time-to-live is a duration like PT10S, found 10",
        "--time-to-live|PT-1S|--time-to-live is from PT1S to PT10M, found PT-1S",
        "--time-to-live|PT0S|--time-to-live is from PT1S to PT10M, found PT0S",
        "--time-to-live|PT11M|--time-to-live is from PT1S to PT10M, found PT11M",
      },
      ignoreLeadingAndTrailingWhitespace = false)
  void saysWhatIsWrongWithAValue(String option, String value, String sentence) {
    refuses(sentence, option, value);
  }

  @Test
  void stopsAtAnOptionThatNobodyKnows() {
    refuses(
        "unknown option --slot; there are --broker --broker-ca --capabilities --credential --effects --grace"
            + " --name --pool --slots --time-to-live",
        "--slot",
        "3");
  }

  @Test
  void stopsAtAnOptionWithoutAValue() {
    refuses("--slots needs a value", "--name", "a", "--slots");
  }

  private static void refuses(String sentence, String... words) {
    assertThatExceptionOfType(CannotStart.class)
        .isThrownBy(() -> read(words))
        .withMessage(sentence);
  }

  private static WorkerConfig read(String... words) {
    return WorkerConfig.read(List.of(words), Map.of());
  }
}
