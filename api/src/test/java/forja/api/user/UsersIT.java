package forja.api.user;

import static org.assertj.core.api.Assertions.assertThat;

import forja.api.http.ApiForTests;
import forja.api.http.Guest;
import forja.api.http.PeopleForTests;
import forja.api.ledger.Customer;
import forja.api.ledger.PostgresForTests;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An admin looks after the users of his customer. */
class UsersIT {
  private static final String PASSWORD = "battery-staple-correct";
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private static ApiForTests api;

  private Customer customer;
  private Guest admin;

  @BeforeAll
  static void start() {
    api = new ApiForTests(PostgresForTests.emptyDatabase(UsersIT.class, 8));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void settle() throws Exception {
    customer = api.aCustomer("acme-" + NUMBERS.incrementAndGet());
    admin = Guest.of(api, customer.name(), "admin", PeopleForTests.PASSWORD);
  }

  private static String form(String name, String role) {
    return "{\"name\":\"%s\",\"role\":\"%s\",\"password\":\"%s\"}".formatted(name, role, PASSWORD);
  }

  private Guest login(String name, String password) throws Exception {
    return Guest.of(api, customer.name(), name, password);
  }

  private Guest aUser(String name, String role) throws Exception {
    assertThat(admin.post("/users", form(name, role)).status()).isEqualTo(201);
    return login(name, PASSWORD);
  }

  @Test
  void addsAUserWhoCanLogIn() throws Exception {
    var made = admin.post("/users", form("anna", "operator"));

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("/createdBy")).isEqualTo("user:admin");
    assertThat(login("anna", PASSWORD).get("/me/access").text("/who")).isEqualTo("user:anna");
    assertThat(login("anna", PASSWORD).get("/me/access").text("/role")).isEqualTo("operator");
  }

  @Test
  void showsAPasswordToNobody() throws Exception {
    var made = admin.post("/users", form("anna", "viewer"));
    var shown = admin.get("/users/anna");
    var listed = admin.get("/users?role=viewer");
    var changed = admin.patch("/users/anna", "{\"description\":\"new\"}");

    for (var said : new Guest.Said[] {made, shown, listed, changed}) {
      assertThat(said.answer().body()).contains("anna").doesNotContain("argon2", PASSWORD);
      assertThat(said.body().findValue("password")).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"anna\",\"role\":\"viewer\"}",
        "{\"name\":\"anna\",\"role\":\"viewer\",\"password\":\"short-words\"}",
        "{\"name\":\"anna\",\"role\":\"viewer\",\"password\":\"aaaaaaaaaaaaaaaa\"}",
        "{\"name\":\"anna\",\"role\":\"viewer\",\"password\":\"anna-anna-Anna\"}",
        "{\"name\":\"anna\",\"role\":\"viewer\",\"password\":7}",
        "{\"name\":\"anna\",\"role\":\"king\",\"password\":\"battery-staple-correct\"}",
        "{\"name\":\"a/b\",\"role\":\"viewer\",\"password\":\"battery-staple-correct\"}",
        "{\"name\":\"a:b\",\"role\":\"viewer\",\"password\":\"battery-staple-correct\"}",
        "{\"name\":\"anna\",\"role\":\"farm-admin\",\"password\":\"battery-staple-correct\",\"x\":1}",
      })
  void addsNoUserThatIsNotAsItShouldBe(String form) throws Exception {
    assertThat(admin.post("/users", form).status()).isEqualTo(400);

    assertThat(admin.get("/users/anna").status()).isEqualTo(404);
  }

  @Test
  void refusesABadPasswordInAPatch() throws Exception {
    aUser("anna", "viewer");

    assertThat(admin.patch("/users/anna", "{\"password\":\"short\"}").status()).isEqualTo(400);
    assertThat(admin.patch("/users/anna", "{\"password\":7}").status()).isEqualTo(400);

    assertThat(login("anna", PASSWORD).get("/me/access").status()).isEqualTo(200);
  }

  @Test
  void endsEverythingOfAUserWhoGetsAnotherRole() throws Exception {
    var anna = aUser("anna", "operator");
    assertThat(anna.get("/jobs").status()).isEqualTo(200);

    assertThat(admin.patch("/users/anna", "{\"role\":\"viewer\"}").status()).isEqualTo(200);

    assertThat(anna.get("/jobs").status()).isEqualTo(401);
    assertThat(login("anna", PASSWORD).get("/me/access").text("/role")).isEqualTo("viewer");
  }

  @Test
  void shutsOutAUserWhoIsDisabledOrGone() throws Exception {
    var anna = aUser("anna", "operator");
    var bob = aUser("bob", "operator");

    assertThat(admin.patch("/users/anna", "{\"disabled\":true}").status()).isEqualTo(200);
    assertThat(admin.delete("/users/bob").status()).isEqualTo(204);

    for (var out : new Guest[] {anna, bob}) {
      assertThat(out.get("/me/access").status()).isEqualTo(401);
    }
    var said = admin.post("/login", Guest.form(customer.name(), "anna", PASSWORD));
    assertThat(said.status()).isEqualTo(401);
    assertThat(said.text("/type")).isEqualTo("/problems/wrong-login");
  }

  @Test
  void letsEverybodyChangeHisOwnPasswordByTheOldOne() throws Exception {
    var anna = aUser("anna", "viewer");
    var path = "/users/anna/password";

    assertThat(anna.put(path, "{\"password\":\"another-good-one\"}").text("/errors/0/pointer"))
        .isEqualTo("/old");
    var wrong = anna.put(path, "{\"password\":\"another-good-one\",\"old\":\"wrong\"}");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.text("/errors/0/pointer")).isEqualTo("/old");
    var right = anna.put(path, "{\"password\":\"another-good-one\",\"old\":\"" + PASSWORD + "\"}");
    assertThat(right.status()).isEqualTo(204);

    assertThat(anna.get("/me/access").status()).isEqualTo(401);
    assertThat(login("anna", "another-good-one").get("/me/access").status()).isEqualTo(200);
  }

  @Test
  void letsOnlyAnAdminChangeThePasswordOfOthers() throws Exception {
    var anna = aUser("anna", "operator");
    var bob = aUser("bob", "operator");
    var form = "{\"password\":\"another-good-one\"}";

    assertThat(anna.put("/users/bob/password", form).status()).isEqualTo(403);
    assertThat(anna.put("/users/nobody/password", form).status()).isEqualTo(403);
    assertThat(bob.get("/me/access").status()).isEqualTo(200);
    assertThat(admin.put("/users/nobody/password", form).status()).isEqualTo(404);
    assertThat(admin.put("/users/bob/password", form).status()).isEqualTo(204);

    assertThat(bob.get("/me/access").status()).isEqualTo(401);
    assertThat(login("bob", "another-good-one").get("/me/access").status()).isEqualTo(200);
  }

  @Test
  void doesNotLetAnAdminGetAroundHisOldPassword() throws Exception {
    var said = admin.patch("/users/admin", "{\"password\":\"another-good-one\"}");

    assertThat(said.status()).isEqualTo(400);
    assertThat(said.text("/errors/0/detail")).contains("/users/admin/password");
    assertThat(admin.get("/me/access").status()).isEqualTo(200);
  }

  @Test
  void keepsTheLastAdminFromRemovingHimself() throws Exception {
    for (var said :
        new Guest.Said[] {
          admin.delete("/users/admin"),
          admin.patch("/users/admin", "{\"disabled\":true}"),
          admin.patch("/users/admin", "{\"role\":\"operator\"}"),
          admin.put("/users/admin", "{\"name\":\"admin\",\"role\":\"viewer\"}"),
        }) {
      assertThat(said.status()).as(said.answer().body()).isEqualTo(409);
      assertThat(said.text("/type")).isEqualTo("/problems/last-admin");
    }

    aUser("anna", "admin");
    assertThat(admin.patch("/users/admin", "{\"role\":\"operator\"}").status()).isEqualTo(200);
    assertThat(admin.get("/me/access").status()).isEqualTo(401);
  }

  @Test
  void letsTheAdministratorOfTheFarmRemoveTheLastAdmin() throws Exception {
    var request = api.request("/users/admin", "Forja-Customer", customer.name()).DELETE().build();

    assertThat(api.answer(request).statusCode()).isEqualTo(204);
  }

  @Test
  void letsOnlyTheFarmDecideWhoRunsIt() throws Exception {
    var administrator = Guest.administrator(api);
    var adminOfMain = Guest.of(api, "main", "admin", PeopleForTests.PASSWORD);
    var name = "root-" + NUMBERS.incrementAndGet();

    assertThat(admin.post("/users", form(name, "farm-admin")).status()).isEqualTo(403);
    assertThat(adminOfMain.post("/users", form(name, "farm-admin")).status()).isEqualTo(403);
    assertThat(administrator.post("/users", form(name, "farm-admin")).status()).isEqualTo(201);
    var root = Guest.of(api, "main", name, PASSWORD);
    assertThat(root.get("/customers").status()).isEqualTo(200);

    var form = "{\"password\":\"another-good-one\"}";
    assertThat(adminOfMain.put("/users/" + name + "/password", form).status()).isEqualTo(403);
    assertThat(adminOfMain.patch("/users/" + name, "{\"role\":\"viewer\"}").status())
        .isEqualTo(403);
    assertThat(adminOfMain.delete("/users/" + name).status()).isEqualTo(403);
    assertThat(root.get("/customers").status()).isEqualTo(200);
    assertThat(administrator.delete("/users/" + name).status()).isEqualTo(204);
  }

  @Test
  void makesNobodyOfAnotherCustomerRunTheFarm() throws Exception {
    var request =
        api.request("/users", "Forja-Customer", customer.name(), "Content-Type", "application/json")
            .POST(BodyPublishers.ofString(form("root", "farm-admin")));

    var answer = api.answer(request.build());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
  }
}
