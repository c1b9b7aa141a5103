package forja.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.common.wire.Wire;
import forja.routes.program.CannotStart;
import forja.routes.wiring.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerUserMainTest {
  @TempDir Path data;

  @Test
  void writesTheCredentialOfAWorkerOnceAndKeepsOnlyAHashOfIt() throws IOException {
    assertThat(say("add worker one --pool gpu --pool arm64,gpu"))
        .isEqualTo("worker-one may connect; its credential is " + file("worker-one"));

    var credential = Credential.read(file("worker-one"));
    assertThat(credential.user()).isEqualTo("worker-one");
    assertThat(mode(file("worker-one"))).isEqualTo("rw-------");
    assertThat(mode(data.resolve("credentials/users.json"))).isEqualTo("rw-------");
    assertThat(Files.readString(data.resolve("credentials/users.json")))
        .contains("worker-one")
        .doesNotContain(credential.password());
    assertThat(BrokerUserBook.in(data).all())
        .singleElement()
        .matches(user -> user.has(credential.password()))
        .matches(user -> !user.has("another"))
        .matches(user -> user.pools().equals(List.of("arm64", "gpu")));
  }

  @Test
  void changesNothingWhenItIsSaidTwice() throws IOException {
    say("add worker one");
    var before = Files.readString(file("worker-one"));

    assertThat(say("add worker one"))
        .isEqualTo("worker-one is there already; its credential is " + file("worker-one"));
    assertThat(Files.readString(file("worker-one"))).isEqualTo(before);

    Files.delete(file("worker-one"));
    assertThat(say("add worker one"))
        .isEqualTo(
            "worker-one is there already; its credential was taken away from here; for a new one,"
                + " revoke it first");
    assertThat(file("worker-one")).doesNotExist();
  }

  @Test
  void givesAWorkerOtherPoolsUnderTheSamePassword() throws IOException {
    say("add worker one");
    var password = Credential.read(file("worker-one")).password();

    assertThat(say("add worker one --pool gpu")).startsWith("worker-one has other pools now;");
    assertThat(BrokerUserBook.in(data).all())
        .singleElement()
        .matches(user -> user.has(password) && user.pools().equals(List.of("gpu")));
  }

  @Test
  void revokesAUserWithItsCredential() {
    say("add customer acme");

    assertThat(say("revoke customer-acme"))
        .isEqualTo("customer-acme is revoked; whoever is connected as it is cut off");
    assertThat(file("customer-acme")).doesNotExist();
    assertThat(say("revoke customer-acme")).isEqualTo("there is no user customer-acme");
    assertThat(say("list")).isEmpty();
  }

  @Test
  void listsUsersAndPoolsAndNoHash() {
    say("add worker two --pool gpu,arm64");
    say("add customer acme");
    say("add worker one");

    assertThat(say("list").lines())
        .containsExactly(
            "customer-acme", "worker-one  pools default", "worker-two  pools arm64,gpu");
  }

  @Test
  void bringsBackNobodyWhomEveryFarmHasAndSomebodyRevoked() {
    var book = BrokerUserBook.in(data);
    book.ensure("customer-main", List.of());
    say("revoke customer-main");

    book.ensure("customer-main", List.of());
    assertThat(say("list")).isEmpty();

    say("add customer main");
    assertThat(say("list")).isEqualTo("customer-main");
  }

  @Test
  void takesOverTheCredentialsOfAnOlderRelease() throws IOException {
    var old = new Credential("customer-main", "an old password");
    Files.createDirectories(data.resolve("credentials"));
    Files.write(file("customer-main"), Wire.write(old));

    var book = BrokerUserBook.in(data);
    book.ensure("customer-main", List.of());

    assertThat(book.all()).singleElement().matches(user -> user.has("an old password"));
    assertThat(Credential.read(file("customer-main"))).isEqualTo(old);
  }

  @Test
  void losesNobodyWhenManyAreAddedAtOnce() {
    IntStream.range(0, 40).parallel().forEach(number -> say("add worker w" + number));

    assertThat(BrokerUserBook.in(data).all()).hasSize(40);
    assertThat(IntStream.range(0, 40)).allMatch(number -> Files.exists(file("worker-w" + number)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "add worker|it is broker-user add worker NAME",
        "add worker One|the name of a worker is lower-case letters",
        "add worker a.b|the name of a worker is lower-case letters",
        "add worker '#'|the name of a worker is lower-case letters",
        "add worker one --pool A|the name of a pool is lower-case letters",
        "add worker one --pool|--pool needs a value",
        "add worker one --pools a|unknown option --pools",
        "add customer acme --pool a|only a worker has pools",
        "add customer 'a b'|it is broker-user add worker NAME",
        "add nobody|it is broker-user add worker NAME",
        "revoke api|without the user api nothing would work",
        "remove worker-one|it is broker-user add worker NAME",
        "list all|it is broker-user add worker NAME",
      })
  void saysWhatItDoesNotUnderstand(String words, String sentence) {
    assertThatThrownBy(() -> say(words))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining(sentence);
  }

  private String say(String words) {
    var all = new ArrayList<>(List.of("--data", data.toString()));
    all.addAll(List.of(words.split(" ")));
    return BrokerUserMain.carryOut(BrokerUserConfig.read(all, Map.of()));
  }

  private Path file(String user) {
    return data.resolve("credentials").resolve(user + ".credential");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
