package forja.api.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import forja.api.identity.SigningKeys.PublicPart;
import forja.api.secret.MasterKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The keys of a farm of two api processes. */
class SigningKeysIT {
  private FarmForTests farm;

  @BeforeEach
  void start() {
    farm = new FarmForTests(SigningKeysIT.class);
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  private static String keyOf(String token) {
    var header = new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]), US_ASCII);
    return header.replaceAll(".*\"kid\":\"([^\"]*)\".*", "$1");
  }

  private List<String> published() {
    return farm.there.keys().published().stream().map(PublicPart::id).toList();
  }

  @Test
  void areSharedByAllProcesses() throws Exception {
    var anna = farm.aUser();

    var here = farm.login(anna).token();
    var there = FarmForTests.login(farm.there, anna, FarmForTests.PASSWORD).token();

    assertThat(keyOf(here)).isEqualTo(keyOf(there));
    assertThat(published()).containsExactly(keyOf(here));
  }

  @Test
  void changeAtOnceWhenSomebodyAsksForIt() throws Exception {
    var anna = farm.aUser();
    var before = farm.login(anna).token();

    var key = farm.here.keys().rotate();

    var after = FarmForTests.login(farm.there, anna, FarmForTests.PASSWORD).token();
    assertThat(keyOf(after)).isEqualTo(key).isNotEqualTo(keyOf(before));
    assertThat(published()).containsExactly(key, keyOf(before));
    assertThat(FarmForTests.whoIs(farm.there, before)).isPresent();
    assertThat(FarmForTests.whoIs(farm.here, after)).isPresent();
  }

  @Test
  void goWhenAllThatTheyHaveSignedHasExpired() throws Exception {
    var before = keyOf(farm.login(farm.aUser()).token());
    farm.clock.advance(Duration.ofSeconds(1));
    var after = farm.here.keys().rotate();

    farm.clock.advance(Duration.ofMinutes(16));
    assertThat(published()).containsExactly(after, before);
    farm.clock.advance(Duration.ofMinutes(1));
    assertThat(published()).containsExactly(after);
    assertThat(farm.here.keys().verifying(before)).isEmpty();

    farm.here.keys().rotate();
    assertThat(farm.rows("select id from signing_key where id = '" + before + "'")).isEmpty();
  }

  @Test
  void areNewEachDay() throws Exception {
    var anna = farm.aUser();
    var first = keyOf(farm.login(anna).token());
    farm.clock.advance(SigningKeys.SIGNS_FOR.minusSeconds(1));
    assertThat(keyOf(farm.login(anna).token())).isEqualTo(first);

    farm.clock.advance(Duration.ofSeconds(1));

    var next = keyOf(farm.login(anna).token());
    assertThat(next).isNotEqualTo(first);
    assertThat(keyOf(FarmForTests.login(farm.there, anna, FarmForTests.PASSWORD).token()))
        .isEqualTo(next);
  }

  @Test
  void standSealedInTheDatabase() throws Exception {
    farm.login(farm.aUser());

    var kept = farm.rows("select encode(private_key, 'hex') from signing_key");

    // What every Ed25519 key in the clear begins with.
    assertThat(kept).singleElement().asString().doesNotContain("302e020100300506032b6570");
  }

  @Test
  void areSealedAnewWithoutBeingChanged() throws Exception {
    var anna = farm.aUser();
    var oldLine = MasterKey.newLine();
    var newLine = MasterKey.newLine();
    var before = farm.process(farm.open(), MasterKey.of(oldLine));
    var key = keyOf(FarmForTests.login(before, anna, FarmForTests.PASSWORD).token());
    var both = MasterKey.of(newLine + "," + oldLine);

    assertThat(before.keys().reseal(both).done()).isEqualTo(1);
    assertThat(before.keys().reseal(both).done()).isZero();

    var after = farm.process(farm.open(), MasterKey.of(newLine));
    assertThat(keyOf(FarmForTests.login(after, anna, FarmForTests.PASSWORD).token()))
        .isEqualTo(key);
  }

  @Test
  void areReplacedWhenTheirMasterKeyIsLost() throws Exception {
    var anna = farm.aUser();
    var before = farm.login(anna).token();

    var heir = farm.process(farm.open(), MasterKey.of(MasterKey.newLine()));

    var after = FarmForTests.login(heir, anna, FarmForTests.PASSWORD).token();
    assertThat(keyOf(after)).isNotEqualTo(keyOf(before));
    assertThat(FarmForTests.whoIs(heir, before)).isPresent();
    assertThat(FarmForTests.whoIs(farm.there, after)).isPresent();
  }
}
