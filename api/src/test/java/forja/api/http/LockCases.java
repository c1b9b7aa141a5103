package forja.api.http;

import forja.api.http.ContractCases.Case;
import forja.common.job.JobId;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests about locks, limits and pauses, for every documented status. */
final class LockCases {
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final ApiForTests api;

  LockCases(ApiForTests api) {
    this.api = api;
  }

  void addTo(Map<String, Case> cases) {
    cases.put("listLocks 200", this::aPageOfLocks);
    cases.put("showLock 200", () -> api.request("/locks/" + aHeldLock()).GET());
    cases.put("releaseLock 204", () -> api.request("/locks/" + aLockInDoubt()).DELETE());
    cases.put("releaseLock 409", () -> api.request("/locks/" + aHeldLock()).DELETE());
    cases.put("listLimits 200", () -> api.request("/limits").GET());
    cases.put("setLimit 200", () -> put("/limits/lock/some", "{\"permits\":3}"));
    cases.put("setLimit 400", () -> put("/limits/jobs", "{\"permits\":-1,\"x\":0}"));
    cases.put("setLimit 413", () -> put("/limits/lock/some", " ".repeat(Body.SMALL + 1)));
    cases.put(
        "setLimit 415",
        () ->
            api.request("/limits/lock/some", "Content-Type", "text/xml")
                .PUT(BodyPublishers.ofString("<a/>")));
    cases.put("removeLimit 204", () -> api.request("/limits/lock/some").DELETE());
    cases.put("removeLimit 400", () -> api.request("/limits/jobs?x=1").DELETE());
    cases.put("listPauses 200", () -> api.request("/pauses").GET());
    cases.put("pause 200", () -> api.request("/pauses/pool/nowhere").PUT(BodyPublishers.noBody()));
    cases.put("resume 204", () -> api.request("/pauses/pool/nowhere").DELETE());
  }

  private HttpRequest.Builder aPageOfLocks() throws Exception {
    var name = aHeldLock();
    aJobWith(name);
    aLockInDoubt();
    return api.request("/locks?limit=1&cursor=a").GET();
  }

  private HttpRequest.Builder put(String path, String body) {
    return api.request(path, "Content-Type", "application/json").PUT(BodyPublishers.ofString(body));
  }

  private String aHeldLock() throws Exception {
    var name = "db:" + NAMES.incrementAndGet() + "/main";
    api.worker.start(aJobWith(name));
    return name;
  }

  private JobId aJobWith(String lock) throws Exception {
    var body = "{\"kind\":\"farm.sleep\",\"spec\":{\"for\":\"PT1H\"},\"locks\":[\"" + lock + "\"]}";
    return ApiForTests.idOf(api.post("/jobs", body));
  }

  private String aLockInDoubt() throws Exception {
    var name = "doubtful-" + NAMES.incrementAndGet();
    var job = aJobWith(name);
    api.worker.start(job);
    api.worker.leaveUnproven(job);
    return name;
  }
}
