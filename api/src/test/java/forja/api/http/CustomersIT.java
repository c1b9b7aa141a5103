package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import forja.api.customer.CustomerBook;
import forja.api.ledger.PostgresForTests;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Customers that come while the farm runs. */
class CustomersIT {
  private static final String PING = "{\"kind\":\"farm.ping\"}";

  private static ApiForTests api;

  @BeforeAll
  static void start() {
    api = new ApiForTests(PostgresForTests.emptyDatabase(CustomersIT.class, 12));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static String aCustomer() throws Exception {
    var name = "c-" + UUID.randomUUID().toString().substring(0, 8);
    assertThat(api.post("/customers", "{\"name\":\"" + name + "\"}").statusCode()).isEqualTo(201);
    return name;
  }

  private static int as(String token, String path) throws Exception {
    return api.send(api.request(path).setHeader("Authorization", "Bearer " + token)).statusCode();
  }

  @Test
  void workAsSoonAsTheyAreThere() throws Exception {
    var name = aCustomer();

    var job = api.post("/jobs", PING, "Forja-Customer", name);

    assertThat(job.statusCode()).as(job.body()).isEqualTo(202);
    var path = "/jobs/" + ApiForTests.idOf(job);
    assertThat(api.get(path, "Forja-Customer", name).statusCode()).isEqualTo(200);
    assertThat(api.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void areHeardOfByOtherProcessesWithinASecond() throws Exception {
    try (var elsewhere = new CustomerBook(api.reader::livingCustomers)) {
      elsewhere.start();
      var name = aCustomer();

      await()
          .atMost(Duration.ofSeconds(2))
          .untilAsserted(() -> assertThat(elsewhere.named(name)).isPresent());
    }
  }

  @Test
  void belongToTheFarmAlone() throws Exception {
    var name = aCustomer();

    assertThat(as("admin@main", "/customers")).isEqualTo(403);
    assertThat(as("admin@main", "/customers/" + name)).isEqualTo(403);
    assertThat(as("farm-admin@main", "/customers/" + name)).isEqualTo(200);
    var main = ApiForTests.json(api.get("/customers/main"));
    assertThat(main.path("state").asText()).isEqualTo("living");
  }

  @Test
  void keepTheirNames() throws Exception {
    var name = aCustomer();

    var renamed =
        api.send(
            api.request("/customers/" + name, "Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"name\":\"other\"}")));
    var again = api.post("/customers", "{\"name\":\"" + name + "\"}");

    assertThat(renamed.statusCode()).isEqualTo(400);
    assertThat(renamed.body()).contains("/name", "cannot be changed");
    assertThat(again.statusCode()).isEqualTo(409);
  }

  @Test
  void haveNamesThatCanStandInAddresses() throws Exception {
    for (var name : new String[] {"Acme", "a.b", "-a", "a".repeat(33), "", "a b", "ä"}) {
      assertThat(api.post("/customers", "{\"name\":\"" + name + "\"}").statusCode())
          .as(name)
          .isEqualTo(400);
    }
  }

  @Test
  void standWithWhatWasThereBefore() throws Exception {
    var listed = ApiForTests.json(api.get("/customers?name=main&limit=1"));

    assertThat(listed.path("items").path(0).path("name").asText()).isEqualTo("main");
    assertThat(listed.path("items").path(0).path("version").asInt()).isEqualTo(1);
  }
}
