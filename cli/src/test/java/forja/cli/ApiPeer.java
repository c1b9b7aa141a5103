package forja.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import forja.cli.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The other end of the wire: a server that speaks the api's contract over what a test scripts. */
final class ApiPeer implements AutoCloseable {
  static final String TOKEN = "a-good-token";
  static final String DEAD_LETTER = "01919b5e-5f00-7000-8000-00000000dead";

  private final PeerIdentity identity = new PeerIdentity();
  private final PeerItems items =
      new PeerItems(identity, () -> accepted(Json.object().put("kind", "farm.farewell")));
  private final Map<String, PeerJob> jobs = new ConcurrentHashMap<>();
  private final Map<String, String> bodies = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger numbers = new AtomicInteger();
  private volatile int eventsBeforeCut = Integer.MAX_VALUE;
  private volatile java.util.function.Consumer<PeerJob> worker = _ -> {};
  private HttpServer server;
  private ExecutorService threads;

  ApiPeer() throws IOException {
    start(0);
  }

  private void start(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Every request so far, as method and path with query. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  PeerIdentity identity() {
    return identity;
  }

  /** The body of the last request with this method and path. */
  String sent(String methodAndPath) {
    return bodies.get(methodAndPath);
  }

  void cutStreamsAfter(int events) {
    eventsBeforeCut = events;
  }

  int cuts() {
    return cuts.get();
  }

  void worksLike(java.util.function.Consumer<PeerJob> worker) {
    this.worker = worker;
  }

  PeerJob job(String kind) {
    var id = String.format("01919b5e-5f00-7000-8000-%012x", numbers.incrementAndGet());
    var job = new PeerJob(id, Json.object().put("kind", kind));
    jobs.put(id, job);
    return job;
  }

  List<PeerJob> jobs() {
    return List.copyOf(jobs.values());
  }

  /** Goes away with every connection, and comes back at the same address. */
  void restart() throws IOException {
    var port = server.getAddress().getPort();
    close();
    start(port);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange http) throws IOException {
    requests.add(http.getRequestMethod() + " " + http.getRequestURI());
    try (http) {
      var path = http.getRequestURI().getPath();
      var body = http.getRequestBody().readAllBytes();
      bodies.put(http.getRequestMethod() + " " + path, new String(body, StandardCharsets.UTF_8));
      http.setStreams(new ByteArrayInputStream(body), null);
      if (identity.answers(http, path)) {
        return;
      }
      if (identity.who(http).isEmpty()) {
        problem(http, 401, "The token is missing or unknown");
      } else if (items.answers(http, path)) {
        return;
      } else if (path.matches("/jobs/[^/]+.*")) {
        answerAboutJob(http, path.split("/"));
      } else {
        answerAboutFarm(http, path);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void answerAboutFarm(HttpExchange http, String path) throws IOException {
    switch (http.getRequestMethod() + " " + path) {
      case "POST /jobs" -> submit(http);
      case "POST /jobs:batch" -> submitBatch(http);
      case "GET /jobs" -> {
        var page = Json.object().putNull("next");
        var items = page.putArray("items");
        jobs.values().forEach(job -> items.add(job.view()));
        json(http, 200, page);
      }
      case "GET /kinds" -> {
        try (var kinds = ApiPeer.class.getResourceAsStream("/forja/cli/kinds.json")) {
          json(http, 200, Json.read(kinds.readAllBytes()));
        }
      }
      case "GET /dead" -> {
        var page = Json.object().putNull("next");
        page.putArray("items").add(deadLetter());
        json(http, 200, page);
      }
      case "GET /dead/" + DEAD_LETTER ->
          json(http, 200, deadLetter().put("body", "no \u001b[31mjob"));
      case "POST /dead/" + DEAD_LETTER + "/resubmit" -> json(http, 202, deadLetter());
      case "DELETE /dead/" + DEAD_LETTER -> send(http, 204, new byte[0]);
      default -> new PeerLocks().answer(http, path);
    }
  }

  private static ObjectNode deadLetter() {
    return Json.object()
        .put("id", DEAD_LETTER)
        .put("what", "intake")
        .put("address", "forja.intake.main")
        .put("reason", "malformed-json: not JSON")
        .put("at", "2026-01-01T00:30:00Z");
  }

  private void submit(HttpExchange http) throws IOException {
    var request = body(http);
    if (request.path("spec").has("wrong")) {
      var problem = Json.object().put("type", "/problems/invalid-body").put("status", 400);
      problem.put("title", "The request is wrong").put("detail", "1 field is wrong");
      var error = problem.putArray("errors").addObject().put("pointer", "/spec/wrong");
      error.put("detail", "is unknown").put("code", "unknown-field");
      json(http, 400, problem);
      return;
    }
    json(http, 202, accepted(request).view());
  }

  private void submitBatch(HttpExchange http) throws IOException {
    var text = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var answer = Json.object();
    var items = answer.putArray("items");
    for (var line : text.lines().toList()) {
      items.addObject().put("id", accepted(Json.read(line)).id()).put("state", "queued");
    }
    json(http, 202, answer.put("count", items.size()));
  }

  private PeerJob accepted(JsonNode request) {
    var id = String.format("01919b5e-5f00-7000-8000-%012x", numbers.incrementAndGet());
    var job = new PeerJob(id, request);
    jobs.put(id, job);
    threads.execute(() -> worker.accept(job));
    return job;
  }

  private void answerAboutJob(HttpExchange http, String[] path)
      throws IOException, InterruptedException {
    var job = jobs.get(path[2]);
    if (job == null) {
      problem(http, 404, "There is no such job");
      return;
    }
    switch (path.length == 3 ? "" : path[3]) {
      case "" -> json(http, 200, job.view());
      case "attempts" -> json(http, 200, job.attempts());
      case "events" -> stream(http, job);
      case "log" -> log(http, job);
      case "cancel" -> {
        job.askToCancel();
        json(http, 202, job.view());
      }
      default -> problem(http, 404, "There is no such page");
    }
  }

  private void stream(HttpExchange http, PeerJob job) throws IOException, InterruptedException {
    var last = http.getRequestHeaders().getFirst("Last-Event-ID");
    var number = last == null ? 0 : Integer.parseInt(last);
    if (!job.hasEventAfter(number)) {
      http.sendResponseHeaders(204, -1);
      return;
    }
    http.getResponseHeaders().set("Content-Type", "text/event-stream");
    http.sendResponseHeaders(200, 0);
    var out = http.getResponseBody();
    out.write(": hello\n\n".getBytes(StandardCharsets.UTF_8));
    for (var sent = 0; sent < eventsBeforeCut; sent++) {
      var event = job.eventAfter(number);
      if (event == null) {
        return;
      }
      number++;
      var change = Json.text(event.path("data"), "change");
      var text = "id: " + number + "\nevent: " + change + "\ndata: " + Json.line(event) + "\n\n";
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
    cuts.incrementAndGet();
  }

  private static void log(HttpExchange http, PeerJob job) throws IOException, InterruptedException {
    http.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    if (http.getRequestURI().getQuery() == null) {
      send(http, 200, job.log());
      return;
    }
    http.sendResponseHeaders(200, 0);
    var sent = 0;
    for (var more = job.logAfter(0); more.length > 0; more = job.logAfter(sent)) {
      http.getResponseBody().write(more);
      http.getResponseBody().flush();
      sent += more.length;
    }
  }

  static JsonNode body(HttpExchange http) throws IOException {
    return Json.read(http.getRequestBody().readAllBytes());
  }

  static void problem(HttpExchange http, int status, String title) throws IOException {
    var problem =
        Json.object().put("type", "/problems/x").put("title", title).put("status", status);
    http.getResponseHeaders().set("Content-Type", "application/problem+json");
    send(http, status, Json.line(problem).getBytes(StandardCharsets.UTF_8));
  }

  static void json(HttpExchange http, int status, JsonNode body) throws IOException {
    http.getResponseHeaders().set("Content-Type", "application/json");
    send(http, status, Json.line(body).getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange http, int status, byte[] body) throws IOException {
    http.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    http.getResponseBody().write(body);
  }
}
