package forja.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.harness.Deadline;
import forja.harness.FarmClient;
import forja.harness.LedgerTraces;
import forja.harness.ProgramProcess;
import forja.harness.SplitFarm;
import forja.routes.wiring.Broker;
import forja.routes.wiring.Credential;
import forja.routes.wiring.CustomerQueues;
import forja.standalone.BrokerUserBook;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** M19: a customer goes, and nothing of it remains but what it did. */
class DeletionStoryIT {
  private static final String SLEEP = "{\"kind\":\"farm.sleep\",\"spec\":{\"for\":\"PT1H\"}%s}";
  private static final String PASSWORD = "correct horse battery staple";
  private static final int CROWD = 5_000;

  @RegisterExtension static final SplitFarm FARM = SplitFarm.withApis();

  private static final Map<String, ProgramProcess> APIS = new HashMap<>();

  @BeforeAll
  static void start() {
    for (var name : List.of("left", "right")) {
      APIS.put(name, FARM.startApi(name));
    }
    FARM.joinWorker("only");
  }

  /** What it shows to be let in, each in its way. */
  private record Keys(String session, String token, Credential broker) {}

  @Test
  void nothingOfACustomerRemainsThoughEveryApiIsKilledMeanwhile() throws Exception {
    var keys = everythingOf("acme");
    try (var traces = LedgerTraces.in(FARM.folder())) {
      int number = traces.numberOf("acme");
      var jobs = traces.jobsOf(number);
      assertThat(traces.tablesWith(number))
          .contains("job", "app_user", "login", "personal_token", "machine", "secret")
          .contains("permit_limit", "booking_key", "dead_letter", "lock_permit");

      var refused = admin().delete("/customers/acme");
      var answer = admin().delete("/customers/acme?force=true");
      var again = admin().delete("/customers/acme?force=true");
      var job = idOf(answer);
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      assertThat(idOf(again)).isEqualTo(job);
      logIn("acme", 401);

      killApisOnceItRemoves(job);

      assertShutOut("acme", keys);
      assertThat(admin().awaitFinal(job).path("state").asText()).isEqualTo("succeeded");
      assertThat(traces.tablesWith(number)).isEmpty();
      assertThat(traces.columnsWith(jobs)).isEmpty();
    }
    assertNothingLeftOutsideTheLedger("acme", keys);
    assertThat(admin().get("/audit?all=true&limit=200").body()).contains("\"acme\"");
    assertTheNameIsFree("acme");
  }

  @Test
  void aCustomerWithoutWorkGoesUnforced() {
    post(admin(), "/customers", "{\"name\":\"quiet\"}", 201);

    var job = idOf(admin().delete("/customers/quiet"));

    assertThat(admin().awaitFinal(job).path("state").asText()).isEqualTo("succeeded");
    assertThat(admin().get("/customers/quiet").statusCode()).isEqualTo(404);
    assertThat(admin().delete("/customers/quiet").statusCode()).isEqualTo(404);
    assertThat(admin().delete("/customers/main").statusCode()).isEqualTo(409);
  }

  private static FarmClient admin() {
    return FARM.client("left");
  }

  private static String idOf(HttpResponse<String> answer) {
    return FarmClient.json(answer).path("id").asText();
  }

  private static HttpResponse<String> post(
      FarmClient client, String path, String body, int status) {
    var answer = client.post(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer;
  }

  private static Keys everythingOf(String customer) throws Exception {
    post(admin(), "/customers", "{\"name\":\"%s\"}".formatted(customer), 201);
    var acting = admin().actingFor(customer);
    var user = "{\"name\":\"anna\",\"role\":\"admin\",\"password\":\"%s\"}".formatted(PASSWORD);
    post(acting, "/users", user, 201);
    var session = FarmClient.json(logIn(customer, 200)).path("token").asText();
    var anna = admin().withToken(session);
    var token = post(anna, "/tokens", "{\"name\":\"ci\",\"scopes\":[\"*\"]}", 201);
    post(anna, "/machines", "{\"name\":\"web-1\",\"type\":\"local\"}", 201);
    post(anna, "/secrets", "{\"name\":\"db\",\"value\":\"open sesame\"}", 201);
    anna.send("PUT", "/limits/jobs", "application/json", "{\"permits\":100}".getBytes());
    admin().send("PUT", "/pauses/customer/" + customer, "application/json", new byte[0]);
    admin().delete("/pauses/customer/" + customer);
    jobsOf(anna);
    crowd(customer);
    return new Keys(session, FarmClient.json(token).path("token").asText(), onBroker(customer));
  }

  /** One has ended with a log, one is at work under a lock, one waits for it. */
  private static void jobsOf(FarmClient anna) {
    anna.awaitFinal(anna.submit("{\"kind\":\"farm.chatter\",\"spec\":{\"lines\":20}}"));
    var locked = anna.submit(SLEEP.formatted(",\"locks\":[\"db\"]"));
    anna.awaitState(locked, "running");
    anna.submit(SLEEP.formatted(",\"locks\":[\"db\"]"));
    assertThat(anna.postOnce("/jobs", SLEEP.formatted(",\"pool\":\"nobody\""), "k").statusCode())
        .isEqualTo(202);
  }

  /** So many that the farewell takes its time. */
  private static void crowd(String customer) {
    try (var crowd = FARM.crowd()) {
      crowd.book(crowd.customer(customer), SLEEP.formatted(",\"pool\":\"nobody\""), CROWD);
    }
  }

  private static Credential onBroker(String customer) throws Exception {
    var users = BrokerUserBook.in(FARM.folder().path());
    users.addCustomer(customer);
    var credential = Credential.read(users.credentialFile(Credential.ofCustomer(customer)));
    Deadline.until("the broker knowing " + customer, () -> isLetIn(credential));
    try (var system = CustomerOnBroker.connect(FARM.broker(), credential)) {
      system.subscribe(customer, "systems-of-" + customer);
      system.post(customer, "this is no job");
    }
    Deadline.until(
        "a dead letter of " + customer,
        () -> !FarmClient.json(admin().actingFor(customer).get("/dead")).path("items").isEmpty());
    return credential;
  }

  private static boolean isLetIn(Credential credential) {
    try (var _ = CustomerOnBroker.connect(FARM.broker(), credential)) {
      return true;
    } catch (Exception refused) {
      return false;
    }
  }

  private static HttpResponse<String> logIn(String customer, int status) {
    var form =
        "{\"customer\":\"%s\",\"user\":\"anna\",\"password\":\"%s\"}".formatted(customer, PASSWORD);
    return post(admin(), "/login", form, status);
  }

  /** By every api, within the moment in which they look. */
  private static void assertShutOut(String customer, Keys keys) {
    for (var api : APIS.keySet()) {
      var client = FARM.client(api);
      for (var token : List.of(keys.session, keys.token)) {
        Deadline.until(
            "the end of a token", () -> client.withToken(token).get("/jobs").statusCode() == 401);
      }
      Deadline.until(
          "nobody acting for " + customer,
          () -> client.actingFor(customer).get("/jobs").statusCode() == 404);
    }
    logIn(customer, 401);
  }

  /** Whatever it is doing then: both apis, so that nobody is left who does it. */
  private static void killApisOnceItRemoves(String job) {
    Deadline.until(
        "the farewell being at work",
        () ->
            admin().job(job).path("message").asText().matches("(cancels|waits until|removed).*")
                && !admin().job(job).path("message").asText().contains("every api"));
    APIS.values().forEach(ProgramProcess::kill);
    APIS.keySet().forEach(name -> APIS.put(name, FARM.startApi(name)));
  }

  private static void assertNothingLeftOutsideTheLedger(String customer, Keys keys)
      throws Exception {
    var api = Credential.read(FARM.folder().credential("api"));
    try (var queues = new CustomerQueues(new Broker(FARM.broker(), api));
        var broker = CustomerOnBroker.connect(FARM.broker(), api)) {
      assertThat(queues.left(customer)).isEmpty();
      assertThat(broker.has("systems-of-" + customer)).isFalse();
    }
    Deadline.until("the end of its credential", () -> !isLetIn(keys.broker));
    assertThatThrownBy(() -> CustomerOnBroker.connect(FARM.broker(), keys.broker))
        .isInstanceOf(Exception.class);
    try (var files = Files.walk(FARM.folder().path())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.contains(customer));
    }
  }

  private static void assertTheNameIsFree(String customer) {
    post(admin(), "/customers", "{\"name\":\"%s\"}".formatted(customer), 201);
    assertThat(admin().actingFor(customer).jobs("")).isEmpty();
    assertThat(FarmClient.json(admin().actingFor(customer).get("/users")).path("items")).isEmpty();
    logIn(customer, 401);
  }
}
