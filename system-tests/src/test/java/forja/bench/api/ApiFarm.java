package forja.bench.api;

import forja.bench.farm.BenchFarm;
import forja.bench.farm.CleanUp;
import forja.bench.load.ApiAddress;
import forja.bench.load.HttpLine;
import forja.common.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Two apis on one ledger: one as it should be, and one that asks nobody who he is. Nobody works, so
 * that all the machine has to do is to answer.
 */
record ApiFarm(BenchFarm programs, Map<Guard, ApiAddress> ways, List<String> jobs) {
  static final String PING = "{\"kind\":\"farm.ping\"}";
  private static final String USER = "bench";

  /** For the machine of the api that asks nobody. */
  private static final Map<String, String> OPEN =
      Map.of("JDK_JAVA_OPTIONS", "-Dforja.bench.open=true");

  static ApiFarm start(CleanUp cleanUp, Path data, int jobs)
      throws IOException, InterruptedException {
    var programs = BenchFarm.start(cleanUp, data);
    var guarded = programs.startApi("api", Map.of());
    var open = programs.startApi("api-open", OPEN);
    var ways = new EnumMap<Guard, ApiAddress>(Guard.class);
    ways.put(Guard.NONE, new ApiAddress(open.base(), "nobody"));
    var session = logIn(guarded);
    ways.put(Guard.SESSION, session);
    ways.put(Guard.TOKEN, withToken(session));
    return new ApiFarm(programs, ways, endedJobs(guarded, jobs));
  }

  private static ApiAddress logIn(ApiAddress administrator) throws IOException {
    var password = UUID.randomUUID().toString();
    var user =
        Wire.json()
            .createObjectNode()
            .put("name", USER)
            .put("role", "operator")
            .put("password", password);
    var form =
        Wire.json()
            .createObjectNode()
            .put("customer", "main")
            .put("user", USER)
            .put("password", password);
    try (var line = HttpLine.to(administrator)) {
      line.post("/users", Wire.text(user)).require(201);
      var login = line.post("/login", Wire.text(form)).require(200).json();
      return new ApiAddress(administrator.base(), login.path("token").asText());
    }
  }

  private static ApiAddress withToken(ApiAddress session) throws IOException {
    var wish = Wire.json().createObjectNode().put("name", USER);
    wish.putArray("scopes").add("*");
    try (var line = HttpLine.to(session)) {
      var token = line.post("/tokens", Wire.text(wish)).require(201).json();
      return new ApiAddress(session.base(), token.path("token").asText());
    }
  }

  /** A job that has ended is the least work to show, so that what is asked before weighs most. */
  private static List<String> endedJobs(ApiAddress api, int count) throws IOException {
    try (var line = HttpLine.to(api)) {
      var requests = Collections.nCopies(count, PING);
      var items = line.postLines("/jobs:batch", requests).require(202).json().path("items");
      var ids =
          StreamSupport.stream(items.spliterator(), false)
              .map(item -> item.path("id").asText())
              .toList();
      for (var id : ids) {
        line.act("/jobs/" + id + "/cancel");
      }
      return ids;
    }
  }

  ApiAddress way(Guard guard) {
    return Objects.requireNonNull(ways.get(guard));
  }
}
