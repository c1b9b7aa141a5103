package forja.api.access;

import com.fasterxml.jackson.databind.JsonNode;
import forja.api.http.ApiForTests;
import forja.api.http.WorkerForTests;
import forja.api.http.contract.OpenApi.Operation;
import forja.api.ledger.Customer;
import forja.common.job.JobId;
import forja.common.job.LogBundle;
import forja.common.job.LogChunk;
import forja.common.wire.Wire;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The one place that says how to make something of one's own for each path of the api, and what to
 * send there. A new path has its line in {@link #addPlaces}, a body in {@link #addBodies}.
 */
final class OwnObjects {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final String NOBODYS = "01919b5e-5f00-7000-8000-000000000000";

  private final ApiForTests api;
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, UnaryOperator<String>> bodies = new HashMap<>();
  private final Map<String, Set<Integer>> whenAbsent = new HashMap<>();
  private final OwnPeople people;

  /** How something of a name, with a mark on it, is put into a store. */
  private final Map<String, BinaryOperator<String>> stores = new HashMap<>();

  /** Makes a path that leads to something of this customer. */
  interface Maker {
    String of(Customer customer) throws Exception;
  }

  /** Where something is, where nothing is, and whether what is there belongs to anybody. */
  record Place(Maker own, String absent, boolean isOwned) {}

  OwnObjects(ApiForTests api) {
    this.api = api;
    this.people = new OwnPeople(api);
    addStores();
    addPlaces();
    addBodies();
    addAnswers();
  }

  /** Empty when nobody has said how to make it. */
  Optional<Place> place(Operation operation) {
    var path = operation.path();
    if (!path.contains("{")) {
      return Optional.of(new Place(_ -> path, path, false));
    }
    return Optional.ofNullable(places.getOrDefault(operation.id(), places.get(path)));
  }

  /** What is sent along to a path; nothing for most. */
  Optional<String> body(Operation operation, String path) {
    var lastWord = path.substring(path.lastIndexOf('/') + 1);
    return Optional.ofNullable(bodies.get(operation.id())).map(body -> body.apply(lastWord));
  }

  /** What is answered where nothing of the caller's own is. */
  Set<Integer> whenAbsent(Operation operation) {
    return whenAbsent.getOrDefault(operation.id(), Set.of(404));
  }

  static String newName() {
    return "thing-" + NUMBERS.incrementAndGet();
  }

  private void addStores() {
    stores.put(
        "/machines",
        (name, mark) ->
            "{\"name\":\"%s\",\"type\":\"local\",\"labels\":{\"of\":\"%s\"}}"
                .formatted(name, mark));
    stores.put(
        "/secrets",
        (name, mark) ->
            "{\"name\":\"%s\",\"value\":\"open-sesame\",\"labels\":{\"of\":\"%s\"}}"
                .formatted(name, mark));
  }

  private BinaryOperator<String> store(String path) {
    return Optional.ofNullable(stores.getOrDefault(path, people.stores().get(path))).orElseThrow();
  }

  private void addPlaces() {
    owned("/jobs/{id}", "/jobs/" + NOBODYS, customer -> "/jobs/" + aRunningJob(customer));
    owned("/queue/{id}", "/queue/" + NOBODYS, customer -> "/queue/" + aRunningJob(customer));
    ofJob("attempts", this::aFailedJob);
    ofJob("cancel", this::aRunningJob);
    ofJob("events", this::aFailedJob);
    ofJob("log", this::aLoggingJob);
    ofJob("retry", this::aFailedJob);
    owned("/dead/{id}", "/dead/" + NOBODYS, customer -> "/dead/" + aDeadLetter(customer));
    owned(
        "/dead/{id}/resubmit",
        "/dead/" + NOBODYS + "/resubmit",
        customer -> "/dead/" + aDeadLetter(customer) + "/resubmit");
    owned("/locks/{name}", "/locks/nobodys", customer -> "/locks/" + aLockInDoubt(customer));
    owned("/limits/{subject}", "/limits/lock/nobodys", this::aLimit);
    Stream.concat(stores.keySet().stream(), people.stores().keySet().stream())
        .forEach(path ->
            owned(
                path + "/{item}",
                path + "/nobodys",
                customer -> path + "/" + anItem(customer, path, "id")));
    owned(
        "/users/{item}/password",
        "/users/nobodys/password",
        customer -> "/users/" + anItem(customer, "/users", "name") + "/password");
    places.put("/customers/{item}", new Place(_ -> aCustomer(), "/customers/nobodys", false));
    common("/pauses/{what}/{name}", "/pauses/kind/nothing", "/pauses/pool/walked");
    common("/workers/{id}", "/workers/nobody", "/workers/" + WorkerForTests.NAME);
    common("/problems/{slug}", "/problems/nothing", "/problems/forbidden");
  }

  private void addBodies() {
    bodies.put("submitJob", _ -> "{\"kind\":\"farm.ping\"}");
    bodies.put("submitJobs", _ -> "[{\"kind\":\"farm.ping\"},{\"kind\":\"farm.ping\"}]");
    bodies.put("setLimit", _ -> "{\"permits\":3}");
    bodies.put("changeWorker", _ -> "{\"state\":\"draining\"}");
    item("Machine", "/machines");
    item("Secret", "/secrets");
    bodies.put("createCustomer", _ -> "{\"name\":\"" + newName() + "\"}");
    bodies.put("replaceCustomer", "{\"name\":\"%s\"}"::formatted);
    bodies.put("changeCustomer", _ -> "{\"description\":\"changed\"}");
    bodies.put("queryCustomers", _ -> "{\"limit\":7}");
    item("User", "/users");
    item("Token", "/tokens");
    people.addBodiesTo(bodies);
    bodies.put("login", _ -> "{\"token\":\"" + ApiForTests.TOKEN + "\"}");
  }

  private void addAnswers() {
    whenAbsent.put("setPassword", Set.of(403, 404));
    // An id this old may have been a job once.
    whenAbsent.put("showQueued", Set.of(404, 410));
    // A limit is set where none was, and whoever removes it twice has removed it.
    whenAbsent.put("setLimit", Set.of(200));
    whenAbsent.put("removeLimit", Set.of(204));
  }

  /** The operations of a store are named alike; what is replaced is named by its name. */
  private void item(String word, String path) {
    var store = store(path);
    Maker named = customer -> path + "/" + anItem(customer, path, "name");
    places.put("replace" + word, new Place(named, path + "/nobodys", true));
    bodies.put("create" + word, _ -> store.apply(newName(), "new"));
    bodies.put("replace" + word, name -> store.apply(name, "replaced"));
    bodies.put("change" + word, _ -> "{\"description\":\"changed\"}");
    bodies.put("query" + word + "s", _ -> "{\"limit\":7}");
  }

  private void owned(String template, String absent, Maker own) {
    places.put(template, new Place(own, absent, true));
  }

  private void ofJob(String what, Maker job) {
    owned(
        "/jobs/{id}/" + what,
        "/jobs/" + NOBODYS + "/" + what,
        customer -> "/jobs/" + job.of(customer) + "/" + what);
  }

  /** One for the whole farm. */
  private void common(String template, String absent, String there) {
    places.put(template, new Place(_ -> there, absent, false));
  }

  /** What belongs to this customer carries its name in all that can be read of it. */
  private JobId aSleepingJob(Customer customer, String more) throws Exception {
    var body =
        "{\"kind\":\"farm.sleep\",\"spec\":{\"for\":\"PT1H\"},\"labels\":{\"of\":\"%s\"}%s}"
            .formatted(markOf(customer), more);
    return JobId.of(json(send(customer, "POST", "/jobs", body)).path("id").asText());
  }

  static String markOf(Customer customer) {
    return "mark-of-" + customer.name();
  }

  String aRunningJob(Customer customer) throws Exception {
    var id = aSleepingJob(customer, "");
    api.worker.start(id);
    return id.toString();
  }

  private String aFailedJob(Customer customer) throws Exception {
    var id = JobId.of(aRunningJob(customer));
    api.worker.fail(id);
    return id.toString();
  }

  String aLoggingJob(Customer customer) throws Exception {
    var id = JobId.of(aRunningJob(customer));
    log(id, 1, "a line with the " + markOf(customer) + "\n");
    return id.toString();
  }

  void log(JobId id, int sequence, String text) throws Exception {
    var chunk = new LogChunk(id, api.worker.token(id), sequence, Instant.EPOCH, text);
    api.logs.apply(List.of(new LogBundle(WorkerForTests.NAME, List.of(chunk))));
  }

  private String anItem(Customer customer, String path, String word) throws Exception {
    var store = store(path);
    var body = store.apply(newName(), markOf(customer));
    return json(send(customer, "POST", path, body)).path(word).asText();
  }

  private String aCustomer() throws Exception {
    var name = newName();
    api.aCustomer(name);
    return "/customers/" + name;
  }

  private String aDeadLetter(Customer customer) {
    return api.aDeadLetter(customer.id(), "forja.intake." + customer.name()).toString();
  }

  private String aLockInDoubt(Customer customer) throws Exception {
    var name = newName() + ":" + markOf(customer);
    var id = aSleepingJob(customer, ",\"locks\":[\"" + name + "\"]");
    api.worker.start(id);
    api.worker.leaveUnproven(id);
    return name;
  }

  private String aLimit(Customer customer) throws Exception {
    var path = "/limits/lock/" + newName() + ":" + markOf(customer);
    send(customer, "PUT", path, "{\"permits\":7}");
    return path;
  }

  /** One more thing in every store of this customer. */
  void keepSomething(Customer customer, int number) throws Exception {
    for (var store : stores.entrySet()) {
      var name = "kept-" + number;
      send(customer, "POST", store.getKey(), store.getValue().apply(name, markOf(customer)));
    }
  }

  /** Where the stores are. */
  Set<String> kept() {
    return stores.keySet();
  }

  /** As an administrator of this customer; it must go well. */
  HttpResponse<String> send(Customer customer, String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        Actor.ADMIN
            .sign(api.request(path, "Content-Type", "application/json"), customer)
            .method(method, BodyPublishers.ofString(body));
    var answer = api.send(request);
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(
          method + " " + path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer;
  }

  static JsonNode json(HttpResponse<String> answer) {
    return Wire.tree(answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
