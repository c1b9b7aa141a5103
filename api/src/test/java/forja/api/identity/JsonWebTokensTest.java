package forja.api.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import forja.api.ledger.ClockForTests;
import forja.common.wire.Wire;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens are believed: those of this farm, while their time is, as they were signed. */
class JsonWebTokensTest {
  private static final Claims ANNA =
      new Claims(
          UUID.fromString("01919b5e-5f00-7000-8000-000000000000"), "acme", "anna", "operator");
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final ClockForTests clock = new ClockForTests();
  private final KeysForTests keys = new KeysForTests();
  private final JsonWebTokens tokens = new JsonWebTokens(keys, "farm-1", clock);
  private final String good = tokens.issue(ANNA);

  private void isRefused(String token) {
    assertThat(tokens.verify(token)).as(token).isEmpty();
  }

  @Test
  void believesWhatItHasSigned() {
    var verified = tokens.verify(good).orElseThrow();

    assertThat(verified.claims()).isEqualTo(ANNA);
    assertThat(verified.until()).isEqualTo(clock.instant().plus(JsonWebTokens.LIFE));
    assertThat(JsonWebTokens.isMeant(good)).isTrue();
  }

  @Test
  void saysNothingThatIsNotNeeded() {
    var payload = Wire.tree(Base64.getUrlDecoder().decode(good.split("\\.")[1]));

    assertThat(payload.properties().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder("iss", "aud", "sub", "sid", "customer", "role", "iat", "exp");
  }

  @Test
  void refusesWhatHasExpired() {
    clock.advance(JsonWebTokens.LIFE.minusSeconds(1));
    assertThat(tokens.verify(good)).isPresent();

    clock.advance(Duration.ofSeconds(1));

    isRefused(good);
  }

  @Test
  void refusesWhatIsNotGoodYet() {
    clock.advance(Duration.ofMinutes(-10));

    isRefused(good);
  }

  @Test
  void forgivesAClockThatIsALittleBehind() {
    clock.advance(Duration.ofSeconds(-30));

    assertThat(tokens.verify(good)).isPresent();
  }

  @Test
  void refusesWhatWouldLiveForLongerThanItsLikes() {
    isRefused(signed(header("EdDSA", "first"), payload("farm-1", "forja", 3_600)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "nOnE", "HS256", "Ed25519", "ES256", ""})
  void readsNoOtherAlgorithm(String algorithm) {
    var payload = good.split("\\.")[1];

    isRefused(signed(header(algorithm, "first"), payload));
    isRefused(header(algorithm, "first") + "." + payload + ".");
    isRefused(header(algorithm, "first") + "." + payload);
    isRefused(header(algorithm, "first") + "." + payload + "." + good.split("\\.")[2]);
  }

  /**
   * The oldest trick: the public key, which everybody knows, as the secret of another algorithm.
   */
  @Test
  void takesThePublicKeyForNoSecret() throws GeneralSecurityException {
    var key = keys.pair().getPublic();
    var text = header("HS256", "first") + "." + good.split("\\.")[1];

    for (var secret : new byte[][] {key.getEncoded(), Ed25519.raw(key)}) {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      isRefused(text + "." + BASE64.encodeToString(mac.doFinal(text.getBytes(US_ASCII))));
    }
  }

  @Test
  void refusesAnotherFarmsKey() {
    isRefused(new JsonWebTokens(new KeysForTests(), "farm-1", clock).issue(ANNA));
  }

  @Test
  void refusesAnotherFarmsNameEvenUnderTheSameKey() {
    isRefused(new JsonWebTokens(keys, "farm-2", clock).issue(ANNA));
  }

  @Test
  void refusesWhatIsMeantForOthers() {
    assertThat(tokens.verify(signed(header("EdDSA", "first"), payload("farm-1", "forja", 60))))
        .isPresent();

    isRefused(signed(header("EdDSA", "first"), payload("farm-1", "shop", 60)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"second", "", "../../dev/null", "first\",\"x\":\"", "' or 1=1--"})
  void refusesAKeyThatItDoesNotKnow(String id) {
    isRefused(signed(header("EdDSA", id), good.split("\\.")[1]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"EdDSA\",\"kid\":\"first\"}",
        "{\"typ\":\"JWT\",\"alg\":\"EdDSA\",\"kid\":\"first\"}",
        "{\"alg\":\"EdDSA\",\"kid\":\"first\",\"typ\":\"JWT\",\"crit\":[\"x\"],\"x\":1}",
        "{\"alg\":\"EdDSA\",\"kid\":\"first\",\"typ\":\"JWT\",\"jwk\":{}}",
        "{\"alg\":\"none\",\"alg\":\"EdDSA\",\"kid\":\"first\",\"typ\":\"JWT\"}",
        " {\"alg\":\"EdDSA\",\"kid\":\"first\",\"typ\":\"JWT\"}",
        "[]",
        "",
      })
  void readsNoOtherHeader(String header) {
    isRefused(signed(encoded(header), good.split("\\.")[1]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "{}", "{\"iss\":\"farm-1\"", "\u0000"})
  void refusesClaimsThatSayNothing(String payload) {
    isRefused(signed(header("EdDSA", "first"), encoded(payload)));
  }

  @Test
  void refusesEachChangeOfASingleLetter() {
    for (int place = 0; place < good.length(); place++) {
      for (char other : new char[] {'A', 'B', 'z', '9', '-', '_', '.', '=', '+', ' ', 'é'}) {
        if (good.charAt(place) != other) {
          isRefused(good.substring(0, place) + other + good.substring(place + 1));
        }
      }
    }
  }

  @Test
  void refusesWhatWasCutOffOrGoesOn() {
    for (int length = 0; length < good.length(); length++) {
      isRefused(good.substring(0, length));
    }
    for (var more : new String[] {".", "=", "A", " ", "\n", "." + good, good}) {
      isRefused(good + more);
      isRefused(more + good);
    }
  }

  @Test
  void doesNotEvenLookAtAMegabyte() {
    isRefused("a".repeat(1 << 20));
    isRefused("eyJ" + ".".repeat(1 << 20));
    isRefused(good.split("\\.")[0] + "." + "A".repeat(1 << 20) + "." + good.split("\\.")[2]);
    isRefused("\u0000".repeat(1 << 20));
  }

  @Test
  void goesOnWithAnOldKeyUntilItIsForgotten() {
    keys.rotate("second");
    assertThat(tokens.verify(good)).isPresent();
    assertThat(tokens.verify(tokens.issue(ANNA))).isPresent();

    keys.forget("first");

    isRefused(good);
  }

  private static String header(String algorithm, String key) {
    return encoded("{\"alg\":\"" + algorithm + "\",\"kid\":\"" + key + "\",\"typ\":\"JWT\"}");
  }

  private String payload(String issuer, String audience, int seconds) {
    long now = clock.instant().getEpochSecond();
    var payload =
        Wire.json()
            .createObjectNode()
            .put("iss", issuer)
            .put("aud", audience)
            .put("sub", ANNA.user())
            .put("sid", ANNA.session().toString())
            .put("customer", ANNA.customer())
            .put("role", ANNA.role())
            .put("iat", now)
            .put("exp", now + seconds);
    return encoded(Wire.text(payload));
  }

  /** By the right key. */
  private String signed(String header, String payload) {
    var text = header + "." + payload;
    var signature = Ed25519.sign(text.getBytes(US_ASCII), keys.pair().getPrivate());
    return text + "." + BASE64.encodeToString(signature);
  }

  private static String encoded(String text) {
    return BASE64.encodeToString(text.getBytes(UTF_8));
  }
}
