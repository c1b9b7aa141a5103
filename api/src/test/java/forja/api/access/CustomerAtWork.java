package forja.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import forja.api.http.ApiForTests;
import forja.api.ledger.Customer;
import forja.common.job.JobId;
import forja.common.wire.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/** One of many customers who do everything at once, and look at all they can see. */
final class CustomerAtWork {
  private static final Pattern JOB = Pattern.compile("\"id\":\"([0-9a-f-]{36})/\\d+\"");

  private final ApiForTests api;
  private final OwnObjects objects;
  private final Customer customer;
  private final Set<String> made = new TreeSet<>();
  private final Set<String> heard = new ConcurrentSkipListSet<>();
  private final BufferedReader events;
  private final Thread listener;

  CustomerAtWork(ApiForTests api, OwnObjects objects, Customer customer) throws Exception {
    this.api = api;
    this.objects = objects;
    this.customer = customer;
    var request = Actor.VIEWER.sign(api.request("/events?after=0"), customer);
    request.timeout(ApiForTests.PATIENCE.multipliedBy(10));
    var stream = api.client().send(request.build(), BodyHandlers.ofInputStream());
    events = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
    listener = Thread.ofVirtual().start(this::listen);
  }

  private void listen() {
    try {
      for (var line = events.readLine(); line != null; line = events.readLine()) {
        JOB.matcher(line).results().forEach(found -> heard.add(found.group(1)));
      }
    } catch (IOException _) {
      // The test has heard enough.
    }
  }

  /** What it has made; others try to see it. */
  Set<String> made() {
    return made;
  }

  Set<String> heard() {
    return heard;
  }

  Customer customer() {
    return customer;
  }

  /** A bit of everything. */
  void work(int round) throws Exception {
    made.add(OwnObjects.json(post("{\"kind\":\"farm.ping\"" + labels() + "}")).path("id").asText());
    var logging = objects.aLoggingJob(customer);
    made.add(logging);
    var locked =
        JobId.of(
            OwnObjects.json(
                    post(
                        "{\"kind\":\"farm.sleep\",\"spec\":{\"for\":\"PT1H\"},\"locks\":[\"shared-"
                            + round
                            + "\"]"
                            + labels()
                            + "}"))
                .path("id")
                .asText());
    made.add(locked.toString());
    api.worker.start(locked);
    objects.send(
        customer, "PUT", "/limits/lock/shared-" + round, "{\"permits\":" + (round + 2) + "}");

    seesItsOwnOnly("/jobs?limit=200");
    seesItsOwnOnly("/jobs?limit=200&state=running,succeeded");
    seesItsOwnOnly("/dead");
    assertThat(get("/jobs/" + logging + "/log")).isEqualTo("a line with the " + mark() + "\n");
    var lock = json("/locks/shared-" + round);
    assertThat(lock.at("/holders/0/job").asText()).isEqualTo(locked.toString());
    assertThat(lock.path("holders")).hasSize(1);
    assertThat(lock.path("permits").asInt()).isEqualTo(round + 2);
    objects.keepSomething(customer, round);
    for (var path : objects.kept()) {
      seesItsOwnOnly(path);
    }
  }

  private void seesItsOwnOnly(String path) throws Exception {
    var items = json(path).path("items");
    for (var item : items) {
      assertThat(item.toString()).as("%s of %s", path, customer).contains("\"" + mark() + "\"");
    }
  }

  /** Another one's job is not there, in any way. */
  void looksFor(String foreign) throws Exception {
    for (var what : new String[] {"", "/log", "/log?follow", "/events", "/attempts"}) {
      var request = Actor.ADMIN.sign(api.request("/jobs/" + foreign + what), customer).GET();
      var answer = api.answer(request.build());
      assertThat(answer.statusCode()).as(foreign + what).isEqualTo(404);
      assertThat(answer.body()).doesNotContain("mark-of-");
    }
  }

  private String labels() {
    return ",\"labels\":{\"of\":\"" + mark() + "\"}";
  }

  private String mark() {
    return OwnObjects.markOf(customer);
  }

  private HttpResponse<String> post(String body) throws Exception {
    return objects.send(customer, "POST", "/jobs", body);
  }

  private String get(String path) throws Exception {
    var answer = api.answer(Actor.VIEWER.sign(api.request(path), customer).GET().build());
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    return answer.body();
  }

  private JsonNode json(String path) throws Exception {
    return Wire.tree(get(path).getBytes(StandardCharsets.UTF_8));
  }

  void leave() throws Exception {
    events.close();
    listener.join();
  }
}
