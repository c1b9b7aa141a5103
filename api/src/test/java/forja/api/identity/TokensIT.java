package forja.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.api.http.ApiForTests;
import forja.api.http.Guest;
import forja.api.http.Guest.Said;
import forja.api.http.PeopleForTests;
import forja.api.ledger.Customer;
import forja.api.ledger.PostgresForTests;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs show a token instead of their user's password. */
class TokensIT {
  private static final String PING = "{\"kind\":\"farm.ping\"}";
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private static ApiForTests api;

  private Customer customer;
  private Guest operator;
  private Guest admin;

  @BeforeAll
  static void start() {
    api = new ApiForTests(PostgresForTests.emptyDatabase(TokensIT.class, 8));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void settle() throws Exception {
    customer = api.aCustomer("acme-" + NUMBERS.incrementAndGet());
    operator = Guest.of(api, customer.name(), "operator", PeopleForTests.PASSWORD);
    admin = Guest.of(api, customer.name(), "admin", PeopleForTests.PASSWORD);
  }

  private static String form(String name, String... scopes) {
    return "{\"name\":\"%s\",\"scopes\":[\"%s\"]}".formatted(name, String.join("\",\"", scopes));
  }

  private static Guest program(Said made) {
    assertThat(made.status()).as(made.answer().body()).isEqualTo(201);
    return Guest.with(api, made.text("/token"));
  }

  private static void sql(String sql) throws SQLException {
    try (var connection = api.database.source().getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @Test
  void letsAProgramDoWhatItsUserMayAsFarAsItsScopesReach() throws Exception {
    var everything = program(operator.post("/tokens", form("all", "*")));
    var looks = program(operator.post("/tokens", form("looks", "jobs:read", "locks")));

    assertThat(everything.post("/jobs", PING).status()).isEqualTo(202);
    assertThat(everything.get("/users").status()).isEqualTo(403);
    assertThat(looks.get("/jobs").status()).isEqualTo(200);
    assertThat(looks.post("/jobs", PING).status()).isEqualTo(403);
    assertThat(looks.get("/machines").status()).isEqualTo(403);
    assertThat(looks.get("/me/access").text("/who")).isEqualTo("token:operator/looks");
    assertThat(looks.get("/me/access").text("/role")).isEqualTo("operator");
  }

  @Test
  void isShownOnceAndKeptByNobody() throws Exception {
    var made = operator.post("/tokens", form("ci", "*"));
    var text = made.text("/token");

    assertThat(text).startsWith("fj_");
    assertThat(made.text("/user")).isEqualTo("operator");
    for (var later :
        new Said[] {
          operator.get("/tokens/ci"),
          operator.get("/tokens"),
          operator.patch("/tokens/ci", "{\"description\":\"for builds\"}"),
        }) {
      assertThat(later.status()).isEqualTo(200);
      assertThat(later.answer().body()).contains("\"ci\"").doesNotContain(text);
    }
    var kept = new StringBuilder();
    try (var connection = api.database.source().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select personal_token::text from personal_token")) {
      while (rows.next()) {
        kept.append(rows.getString(1));
      }
    }
    assertThat(kept.toString())
        .contains(HexFormat.of().formatHex(Fingerprint.of(text)))
        .doesNotContain(text, text.substring(3));
  }

  @Test
  void expiresAfterNinetyDaysUnlessSomebodySaysOtherwise() throws Exception {
    var made = operator.post("/tokens", form("ci", "*"));

    assertThat(Instant.parse(made.text("/expiresAt")))
        .isBetween(
            Clock.systemUTC().instant().plus(TokenForm.USUALLY.minusMinutes(5)),
            Clock.systemUTC().instant().plus(TokenForm.USUALLY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"ci\"}",
        "{\"name\":\"ci\",\"scopes\":[]}",
        "{\"name\":\"ci\",\"scopes\":[\"jobs\",\"jobs\"]}",
        "{\"name\":\"ci\",\"scopes\":[\"kingdom\"]}",
        "{\"name\":\"ci\",\"scopes\":[\"jobs:write\"]}",
        "{\"name\":\"ci\",\"scopes\":\"*\"}",
        "{\"name\":\"a/b\",\"scopes\":[\"*\"]}",
        "{\"name\":\"ci\",\"scopes\":[\"*\"],\"expiresAt\":\"2001-01-01T00:00:00Z\"}",
        "{\"name\":\"ci\",\"scopes\":[\"*\"],\"expiresAt\":\"2901-01-01T00:00:00Z\"}",
        "{\"name\":\"ci\",\"scopes\":[\"*\"],\"expiresAt\":\"soon\"}",
        "{\"name\":\"ci\",\"scopes\":[\"*\"],\"token\":\"fj_mine\"}",
        "{\"name\":\"ci\",\"scopes\":[\"*\"],\"user\":\"admin\"}",
      })
  void isNotMadeWhenItIsNotAsItShouldBe(String form) throws Exception {
    assertThat(operator.post("/tokens", form).status()).isEqualTo(400);

    assertThat(operator.get("/tokens").body().path("items")).isEmpty();
  }

  @Test
  void makesNoTokens() throws Exception {
    var program = program(admin.post("/tokens", form("ci", "*")));

    assertThat(program.post("/tokens", form("child", "*")).status()).isEqualTo(403);
    assertThat(program.patch("/tokens/ci", "{\"scopes\":[\"jobs\"]}").status()).isEqualTo(403);
    assertThat(program.get("/tokens").body().path("items")).hasSize(1);
    assertThat(program.delete("/tokens/ci").status()).isEqualTo(204);
    assertThat(program.get("/tokens").status()).isEqualTo(401);
  }

  @Test
  void isNamedByEachUserAsHeLikes() throws Exception {
    var one = program(operator.post("/tokens", form("ci", "*")));
    var other = program(admin.post("/tokens", form("ci", "*")));
    assertThat(operator.post("/tokens", form("CI", "*")).status()).isEqualTo(409);

    assertThat(operator.get("/tokens/ci").text("/user")).isEqualTo("operator");
    assertThat(admin.get("/tokens/ci").text("/user")).isEqualTo("admin");
    assertThat(admin.delete("/tokens/ci").status()).isEqualTo(204);

    assertThat(one.get("/jobs").status()).isEqualTo(200);
    assertThat(other.get("/jobs").status()).isEqualTo(401);
  }

  @Test
  void isSeenByNobodyElseButAnAdmin() throws Exception {
    var made = operator.post("/tokens", form("ci", "*"));
    var viewer = Guest.of(api, customer.name(), "viewer", PeopleForTests.PASSWORD);
    var path = "/tokens/" + made.text("/id");

    assertThat(viewer.get(path).status()).isEqualTo(404);
    assertThat(viewer.delete(path).status()).isEqualTo(404);
    assertThat(viewer.get("/tokens").body().path("items")).isEmpty();
    assertThat(viewer.get("/tokens?user=operator").body().path("items")).isEmpty();
    assertThat(admin.get("/tokens?user=operator").body().path("items")).hasSize(1);
    assertThat(admin.get("/tokens/ci").status()).isEqualTo(404);
    assertThat(admin.patch(path, "{\"scopes\":[\"jobs\"]}").status()).isEqualTo(403);

    assertThat(admin.delete(path).status()).isEqualTo(204);
    assertThat(program(made).get("/jobs").status()).isEqualTo(401);
  }

  @Test
  void mayDoLessFromNowOnWhenItsUserSaysSo() throws Exception {
    var program = program(operator.post("/tokens", form("ci", "jobs")));
    assertThat(program.post("/jobs", PING).status()).isEqualTo(202);

    assertThat(operator.patch("/tokens/ci", "{\"scopes\":[\"jobs:read\"]}").status())
        .isEqualTo(200);

    assertThat(program.post("/jobs", PING).status()).isEqualTo(403);
    assertThat(program.get("/jobs").status()).isEqualTo(200);
  }

  @Test
  void endsWithThePasswordOfItsUser() throws Exception {
    var program = program(operator.post("/tokens", form("ci", "*")));
    assertThat(program.get("/jobs").status()).isEqualTo(200);

    var form = "{\"password\":\"another-good-one\"}";
    assertThat(admin.put("/users/operator/password", form).status()).isEqualTo(204);

    assertThat(program.get("/jobs").status()).isEqualTo(401);
  }

  @Test
  void endsWhenItsTimeIsOver() throws Exception {
    var made = operator.post("/tokens", form("ci", "*"));
    var program = program(made);
    assertThat(program.get("/jobs").status()).isEqualTo(200);

    sql("update personal_token set expires_at = now() where id = '%s'".formatted(made.text("/id")));

    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(program.get("/jobs").status()).isEqualTo(401));
    assertThat(operator.get("/tokens/ci").status()).isEqualTo(200);
    assertThat(operator.patch("/tokens/ci", "{\"description\":\"over\"}").status()).isEqualTo(200);
  }

  @Test
  void tellsWhenItWasUsed() throws Exception {
    var program = program(operator.post("/tokens", form("ci", "*")));
    assertThat(operator.get("/tokens/ci").body().has("lastUsedAt")).isFalse();

    assertThat(program.get("/jobs").status()).isEqualTo(200);

    assertThat(operator.get("/tokens/ci").body().has("lastUsedAt")).isTrue();
  }

  @Test
  void actsForTheFarmWhenItsAdministratorHasMadeIt() throws Exception {
    var administrator = Guest.administrator(api);
    var name = "farm-" + NUMBERS.incrementAndGet();

    var program = program(administrator.post("/tokens", form(name, "customers:read")));

    assertThat(program.get("/customers").status()).isEqualTo(200);
    assertThat(program.get("/jobs").status()).isEqualTo(403);
    assertThat(program.get("/me/access").text("/who")).isEqualTo("admin/" + name);
    assertThat(program.get("/me/access").text("/role")).isEqualTo("farm-admin");
    var adminOfMain = Guest.of(api, "main", "admin", PeopleForTests.PASSWORD);
    var id = administrator.get("/tokens/" + name).text("/id");
    assertThat(adminOfMain.delete("/tokens/" + id).status()).isEqualTo(403);
  }

  @Test
  void isMadeAtHomeOnly() throws Exception {
    var request =
        api.request(
                "/tokens", "Forja-Customer", customer.name(), "Content-Type", "application/json")
            .POST(BodyPublishers.ofString(form("ci", "*")));

    assertThat(api.answer(request.build()).statusCode()).isEqualTo(403);
  }
}
