package forja.api.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import forja.api.http.Answer;
import forja.api.http.ApiForTests;
import forja.api.http.Guest;
import forja.api.http.PeopleForTests;
import forja.api.ledger.PostgresForTests;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in and out over HTTP. */
class LoginIT {
  private static ApiForTests api;

  @BeforeAll
  static void start() {
    api = new ApiForTests(PostgresForTests.emptyDatabase(LoginIT.class, 8));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  /** Without any token. */
  private static Answer post(String path, String body) throws Exception {
    var request = api.request(path).setHeader("Authorization", "");
    return api.answer(
        request
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static Guest.Said login() throws Exception {
    return Guest.administrator(api)
        .post("/login", Guest.form("main", "operator", PeopleForTests.PASSWORD));
  }

  @Test
  void tellsWhoHasLoggedInAndForHowLong() throws Exception {
    var said = login();

    assertThat(said.status()).isEqualTo(200);
    assertThat(said.text("/customer")).isEqualTo("main");
    assertThat(said.text("/user")).isEqualTo("operator");
    assertThat(said.text("/role")).isEqualTo("operator");
    assertThat(said.text("/who")).isEqualTo("user:operator");
    assertThat(said.body().path("expiresIn").asInt()).isEqualTo(900);
    assertThat(said.answer().headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void tellsWhoseATokenIsAndBeginsNothing() throws Exception {
    var token = login().text("/token");

    var said = Guest.administrator(api).post("/login", "{\"token\":\"" + token + "\"}");

    assertThat(said.status()).isEqualTo(200);
    assertThat(said.text("/who")).isEqualTo("user:operator");
    assertThat(said.body().has("token")).isFalse();
    assertThat(said.body().has("refresh")).isFalse();
  }

  @Test
  void goesOnAndEndsOverHttp() throws Exception {
    var first = login();
    var second = post("/login/refresh", "{\"refresh\":\"" + first.text("/refresh") + "\"}");
    assertThat(second.statusCode()).isEqualTo(200);
    var guest = Guest.with(api, first.text("/token"));
    assertThat(guest.get("/jobs").status()).isEqualTo(200);

    var out = post("/logout", "{\"refresh\":\"" + first.text("/refresh") + "\"}");

    assertThat(out.statusCode()).isEqualTo(204);
    assertThat(guest.get("/jobs").status()).isEqualTo(401);
    assertThat(
            post("/login/refresh", "{\"refresh\":\"" + first.text("/refresh") + "\"}").statusCode())
        .isEqualTo(401);
  }

  @Test
  void logsOutByTheTokenThatIsShown() throws Exception {
    var guest = Guest.with(api, login().text("/token"));
    assertThat(guest.get("/jobs").status()).isEqualTo(200);

    assertThat(guest.post("/logout", "").status()).isEqualTo(204);

    assertThat(guest.get("/jobs").status()).isEqualTo(401);
    assertThat(guest.post("/logout", "").status()).isEqualTo(401);
    assertThat(Guest.administrator(api).post("/logout", "").status()).isEqualTo(204);
    assertThat(Guest.administrator(api).get("/jobs").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"customer\":\"main\",\"user\":\"operator\"}",
        "{\"token\":\"x\",\"user\":\"operator\"}",
        "{\"customer\":\"main\",\"user\":\"operator\",\"password\":7}",
        "{\"customer\":\"main\",\"user\":\"a\\u0000b\",\"password\":\"x\"}",
        "[]",
        "null",
      })
  void asksForAWholeForm(String form) throws Exception {
    assertThat(post("/login", form).statusCode()).isEqualTo(400);
  }

  @Test
  void answersTheSameToAWrongPasswordAndToNobody() throws Exception {
    var wrong = post("/login", Guest.form("main", "operator", "wrong"));
    var nobody = post("/login", Guest.form("main", "nobody", "wrong"));

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo(nobody.body());
    assertThat(wrong.headers().map().keySet()).isEqualTo(nobody.headers().map().keySet());
    assertThat(wrong.headers().firstValue("WWW-Authenticate")).contains("Bearer");
  }

  @Test
  void letsOthersCheckItsTokens() throws Exception {
    var token = login().text("/token").split("\\.");
    var header = new String(Base64.getUrlDecoder().decode(token[0]), US_ASCII);
    var keys = Guest.administrator(api).get("/.well-known/jwks.json");
    assertThat(keys.answer().headers().firstValue("Cache-Control")).contains("public, max-age=60");
    var key = keys.body().path("keys").get(0);
    assertThat(header).contains(key.path("kid").asText());

    var encoded = new ByteArrayOutputStream();
    // How RFC 8410 says that 32 bytes are an Ed25519 key.
    encoded.writeBytes(HexFormat.of().parseHex("302a300506032b6570032100"));
    encoded.writeBytes(Base64.getUrlDecoder().decode(key.path("x").asText()));
    var text = (token[0] + "." + token[1]).getBytes(US_ASCII);

    assertThat(
            Ed25519.isSigned(
                text,
                Base64.getUrlDecoder().decode(token[2]),
                Ed25519.publicKey(encoded.toByteArray())))
        .isTrue();
  }

  @Test
  void changesItsKeyForTheFarmsAdministratorOnly() throws Exception {
    var before = login();

    var said = Guest.administrator(api).post("/login/keys/rotate", "");

    assertThat(said.status()).isEqualTo(200);
    var keys = Guest.administrator(api).get("/.well-known/jwks.json").body().path("keys");
    assertThat(keys.get(0).path("kid").asText()).isEqualTo(said.text("/kid"));
    assertThat(keys.size()).isGreaterThan(1);
    var guest = Guest.with(api, before.text("/token"));
    assertThat(guest.get("/jobs").status()).isEqualTo(200);
    assertThat(guest.post("/login/keys/rotate", "").status()).isEqualTo(403);
  }

  @Test
  void refusesForgedTokens() throws Exception {
    var token = login().text("/token");
    var parts = token.split("\\.");
    var none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(US_ASCII));

    for (var forged :
        new String[] {
          none + "." + parts[1] + ".",
          parts[0] + "." + parts[1] + ".",
          parts[0] + "." + parts[1] + "." + "A".repeat(86),
          token.substring(0, token.length() - 1),
          token + token,
          "x".repeat(100_000),
        }) {
      assertThat(Guest.with(api, forged).get("/jobs").status()).as(forged).isEqualTo(401);
      assertThat(post("/login", "{\"token\":\"" + forged + "\"}").statusCode()).isEqualTo(401);
    }
    assertThat(Guest.with(api, token).get("/jobs").status()).isEqualTo(200);
  }
}
