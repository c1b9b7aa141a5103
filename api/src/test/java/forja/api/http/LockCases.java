package forja.api.http;

import forja.api.http.ContractCases.Case;
import forja.api.ledger.Limit;
import forja.api.ledger.Pauses;
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
    cases.put("setLimit 200", this::aLimit);
    cases.put("setLimit 409", this::oneLimitTooMany);
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
    cases.put("pause 200", this::aPause);
    cases.put("pause 409", this::onePauseTooMany);
    cases.put("resume 204", () -> api.request("/pauses/pool/nowhere").DELETE());
  }

  private HttpRequest.Builder aPageOfLocks() throws Exception {
    var name = aHeldLock();
    aJobWith(name);
    aLockInDoubt();
    return api.request("/locks?limit=1&cursor=a").GET();
  }

  private HttpRequest.Builder aLimit() throws Exception {
    api.answer(api.request("/limits/lock/many-0").DELETE().build());
    return put("/limits/lock/some", "{\"permits\":3}");
  }

  private HttpRequest.Builder oneLimitTooMany() throws Exception {
    for (int number = 0; number < Limit.MOST_LIMITS; number++) {
      api.answer(put("/limits/lock/many-" + number, "{\"permits\":3}").build());
    }
    return put("/limits/lock/one-too-many", "{\"permits\":3}");
  }

  private HttpRequest.Builder aPause() throws Exception {
    api.answer(api.request("/pauses/pool/many-0").DELETE().build());
    return pause("nowhere");
  }

  private HttpRequest.Builder onePauseTooMany() throws Exception {
    for (int number = 0; number < Pauses.MOST; number++) {
      api.answer(pause("many-" + number).build());
    }
    return pause("one-too-many");
  }

  private HttpRequest.Builder pause(String pool) {
    return api.request("/pauses/pool/" + pool).PUT(BodyPublishers.noBody());
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
