package forja.api.http;

import forja.api.http.contract.OpenApi.Operation;
import forja.common.job.JobId;
import forja.common.job.LogBundle;
import forja.common.job.LogChunk;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** For every operation and documented status a request that is answered with it. */
final class ContractCases {
  private static final String PING = "{\"kind\":\"farm.ping\"}";
  private static final String NOBODYS = "01919b5e-5f00-7000-8000-000000000000";

  private final ApiForTests api;
  private final Map<String, Case> cases = new HashMap<>();

  /** Makes a request that is answered with a certain status. */
  interface Case {
    HttpRequest.Builder request() throws Exception;
  }

  ContractCases(ApiForTests api) {
    this.api = api;
    addJobs();
    addOneJob();
    addActions();
    addLog();
    addStreams();
    addTheRest();
  }

  Optional<Case> of(Operation operation, int status) {
    return Optional.ofNullable(cases.get(operation.id() + " " + status))
        .or(() -> common(operation, status));
  }

  private void add(String operation, int status, Case request) {
    cases.put(operation + " " + status, request);
  }

  /** What every operation refuses in the same way. */
  private Optional<Case> common(Operation operation, int status) {
    var method = operation.method();
    var path =
        operation
            .path()
            .replace("{id}", NOBODYS)
            .replace("{slug}", "nothing")
            .replace("{subject}", "jobs/7")
            .replace("{what}", "kind")
            .replace("{name}", "nothing")
            .replace("{item}", "nothing");
    return Optional.ofNullable(
        switch (status) {
          case 400 -> () -> with(method, api.request(path + "?colour=red"));
          case 401 -> () -> with(method, anonymous(path));
          case 403 -> () -> with(method, withoutScope(path));
          case 404 -> () -> bare(method, api.request(path));
          case 406 -> () -> with(method, api.request(path, "Accept", "image/png"));
          case 413 -> () -> post(path, " ".repeat(Body.BATCH + 1));
          case 415 ->
              () ->
                  api.request(path, "Content-Type", "text/xml")
                      .POST(BodyPublishers.ofString("<a/>"));
          default -> null;
        });
  }

  private HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(api.request(path).build().uri());
  }

  private HttpRequest.Builder withoutScope(String path) {
    return api.request(path).setHeader("Authorization", "Bearer viewer@main/-");
  }

  private static HttpRequest.Builder with(String method, HttpRequest.Builder request) {
    return switch (method) {
      case "post" ->
          request.header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}"));
      default -> bare(method, request);
    };
  }

  private static HttpRequest.Builder bare(String method, HttpRequest.Builder request) {
    return request.method(method.toUpperCase(Locale.ROOT), BodyPublishers.noBody());
  }

  private HttpRequest.Builder post(String path, String body, String... headers) {
    return api.request(path, headers)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder get(String path, String... headers) {
    return api.request(path, headers).GET();
  }

  private void addJobs() {
    add("submitJob", 200, () -> post("/jobs", PING, "Prefer", "wait=30"));
    add("submitJob", 202, () -> post("/jobs", PING));
    add("submitJob", 400, () -> post("/jobs", "{\"kind\":\"farm.ping\",\"priority\":101,\"x\":1}"));
    add("submitJob", 409, () -> post("/jobs", PING, "Idempotency-Key", usedKey()));
    add("submitJobs", 202, () -> post("/jobs:batch", "[" + PING + "," + PING + "]"));
    add("submitJobs", 400, () -> post("/jobs:batch", "[" + PING + ",{}]"));
    add(
        "submitJobs",
        409,
        () -> post("/jobs:batch", "[" + PING + "]", "Idempotency-Key", usedKey()));
    add("listJobs", 200, () -> get("/jobs?limit=1&kind=farm.ping"));
    add("listJobs", 304, () -> known("/jobs?worker=nobody"));
  }

  private String usedKey() throws Exception {
    api.post("/jobs", "{\"kind\":\"farm.ping\",\"priority\":1}", "Idempotency-Key", "used");
    return "used";
  }

  private HttpRequest.Builder known(String path) throws Exception {
    return get(path, "If-None-Match", api.get(path).headers().firstValue("ETag").orElseThrow());
  }

  private void addOneJob() {
    add("showJob", 200, () -> get("/jobs/" + api.aFinishedJob(), "Prefer", "wait=1"));
    add("showJob", 304, () -> known("/jobs/" + api.aFinishedJob()));
    add("listAttempts", 200, () -> get("/jobs/" + aFailedJob() + "/attempts"));
    add("showQueued", 200, () -> get("/queue/" + api.aFinishedJob()));
    add("showQueued", 303, () -> get("/queue/" + aCreatingJob()));
    add("showQueued", 304, () -> known("/queue/" + api.aFinishedJob()));
    add("showQueued", 404, () -> get("/queue/no-id-at-all"));
    add("showQueued", 410, this::anExpiredJob);
  }

  private HttpRequest.Builder anExpiredJob() throws Exception {
    api.forgetTheOldest();
    return get("/queue/01919b5e-5f00-7000-8000-000000000000");
  }

  private JobId aCreatingJob() throws Exception {
    var body = "{\"kind\":\"farm.ping\",\"labels\":{\"creates\":\"/things/7\"}}";
    return ApiForTests.idOf(api.post("/jobs", body, "Prefer", "wait=30"));
  }

  private void addActions() {
    add("cancelJob", 200, () -> post("/jobs/" + api.aFinishedJob() + "/cancel", ""));
    add("cancelJob", 202, () -> post("/jobs/" + aRunningJob() + "/cancel", ""));
    add("retryJob", 202, () -> post("/jobs/" + aFailedJob() + "/retry", ""));
    add("retryJob", 409, () -> post("/jobs/" + api.aFinishedJob() + "/retry", ""));
  }

  private JobId aRunningJob() throws Exception {
    var id = api.aSleepingJob();
    api.worker.start(id);
    return id;
  }

  private JobId aFailedJob() throws Exception {
    var id = aRunningJob();
    api.worker.fail(id);
    return id;
  }

  private void addLog() {
    add("readLog", 200, () -> get("/jobs/" + aLoggingJob() + "/log"));
    add("readLog", 206, () -> get("/jobs/" + aLoggingJob() + "/log", "Range", "bytes=0-2"));
    add("readLog", 416, () -> get("/jobs/" + aLoggingJob() + "/log", "Range", "bytes=100-"));
  }

  private JobId aLoggingJob() throws Exception {
    var id = aRunningJob();
    var chunk = new LogChunk(id, api.worker.token(id), 1, Instant.EPOCH, "a line\n");
    api.logs.apply(List.of(new LogBundle(WorkerForTests.NAME, List.of(chunk))));
    return id;
  }

  private void addStreams() {
    add("watchJob", 200, () -> get("/jobs/" + api.aFinishedJob() + "/events"));
    add("watchJob", 204, () -> get("/jobs/" + api.aFinishedJob() + "/events?after=1000"));
    add("watchAll", 200, () -> get("/events"));
  }

  private void addWorkers() {
    var here = "/workers/" + WorkerForTests.NAME;
    var drain = "{\"state\":\"draining\"}";
    add("changeWorker", 202, () -> put(api.request(here), drain));
    add("changeWorker", 400, () -> put(api.request(here), "{\"state\":\"asleep\"}"));
    add("changeWorker", 401, () -> put(anonymous(here), drain));
    add("changeWorker", 404, () -> put(api.request("/workers/nobody"), drain));
    add("changeWorker", 406, () -> put(api.request(here, "Accept", "image/png"), drain));
    add("changeWorker", 413, () -> put(api.request(here), " ".repeat(Body.SMALL + 1)));
    add("changeWorker", 503, () -> broken(put(api.request(here), drain)));
    add(
        "changeWorker",
        415,
        () -> api.request(here, "Content-Type", "text/xml").PUT(BodyPublishers.ofString("<a/>")));
  }

  private void addDead() {
    add("listDead", 200, () -> get("/dead?limit=1&what=intake&cursor=" + aDeadOne()));
    add("showDead", 200, () -> get("/dead/" + aDeadOne()));
    add("discardDead", 204, () -> api.request("/dead/" + aDeadOne()).DELETE());
    add("resubmitDead", 202, () -> post("/dead/" + aDeadOne() + "/resubmit", ""));
    add("resubmitDead", 409, () -> post("/dead/" + aDeadJob() + "/resubmit", ""));
    add("resubmitDead", 503, () -> broken(post("/dead/" + aDeadOne() + "/resubmit", "")));
  }

  private UUID aDeadOne() {
    return api.aDeadLetter("forja.intake.main");
  }

  private UUID aDeadJob() {
    return api.aDeadLetter("forja.jobs.farm.default");
  }

  private static HttpRequest.Builder put(HttpRequest.Builder request, String body) {
    return request.header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body));
  }

  private void addTheRest() {
    addWorkers();
    addDead();
    new LockCases(api).addTo(cases);
    StoreCases.addAll(api, cases);
    new PeopleCases(api).addTo(cases);
    add("listWorkers", 200, () -> get("/workers"));
    add("listQueues", 200, () -> get("/queues"));
    add("listKinds", 200, () -> get("/kinds"));
    add("showAccess", 200, () -> get("/me/access"));
    add("login", 200, () -> post("/login", "{\"token\":\"" + ApiForTests.TOKEN + "\"}"));
    add("login", 400, () -> post("/login", "{\"token\":7}"));
    add("login", 401, () -> post("/login", "{\"token\":\"wrong\"}"));
    add("listAudit", 200, () -> get("/audit?all=true&outcome=4xx&limit=5"));
    add("live", 200, () -> get("/health/live"));
    add("ready", 200, () -> get("/health/ready"));
    add("ready", 503, () -> broken(get("/health/ready")));
    add("metrics", 200, () -> get("/metrics"));
    add("openapi", 200, () -> get("/openapi.yaml"));
    add("docs", 200, () -> get("/docs"));
    add("explainProblem", 303, () -> get("/problems/invalid-body"));
  }

  private HttpRequest.Builder broken(HttpRequest.Builder request) {
    api.trouble.set(Optional.of("the broker does not answer"));
    return request;
  }
}
