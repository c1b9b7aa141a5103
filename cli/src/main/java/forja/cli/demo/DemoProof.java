package forja.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.http.ApiCall;
import forja.cli.http.Refused;
import forja.cli.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Something that the farm promises, tried before somebody's eyes. */
record DemoProof(String promise, boolean isKept, String seen) {
  /** What stands where the value of a secret would. */
  private static final String MASK = "***";

  static List<DemoProof> of(DemoGuest guest, Map<String, DemoJob> jobs) {
    var proofs = new ArrayList<DemoProof>();
    jobs.forEach((id, job) -> {
      if (job.namesSecrets()) {
        proofs.add(secretIsMasked(guest, id));
      }
    });
    proofs.add(operatorMakesNoUser(guest));
    return List.copyOf(proofs);
  }

  /** The job has written the value into its log. */
  private static DemoProof secretIsMasked(DemoGuest guest, String job) {
    var log = log(guest, job);
    var isRead = log.contains(guest.secretValue());
    var masked = log.lines().filter(line -> line.contains(MASK)).findFirst();
    return new DemoProof(
        "the log of a job does not show the secret " + DemoGuest.SECRET + " that it writes",
        !isRead && masked.isPresent(),
        isRead ? "the value stands in the log" : masked.orElse("it has not written it"));
  }

  private static String log(DemoGuest guest, String job) {
    try (var body = guest.api().open("/jobs/" + job + "/log", Map.of()).body()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException cutOff) {
      throw new UncheckedIOException(cutOff);
    }
  }

  private static DemoProof operatorMakesNoUser(DemoGuest guest) {
    var promise = DemoGuest.USER + ", an " + DemoGuest.ROLE + ", cannot make another user";
    try {
      var other = Json.object().put("name", "mallory").put("role", "admin");
      guest.api().send(ApiCall.post("/users", other.put("password", guest.secretValue())));
      return new DemoProof(promise, false, "there is a user mallory now");
    } catch (Refused refused) {
      var problem = refused.problem();
      return new DemoProof(promise, problem.status() == 403, problem.lines().getFirst());
    }
  }

  JsonNode document() {
    return Json.object().put("promise", promise).put("kept", isKept).put("seen", seen);
  }
}
