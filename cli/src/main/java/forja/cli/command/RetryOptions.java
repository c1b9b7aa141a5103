package forja.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.cli.json.Json;
import forja.cli.spec.Durations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How often a job is tried, and after which failures; what is not given is left to the api. */
final class RetryOptions {
  @Option(names = "--attempts", paramLabel = "N", description = "How often to try.")
  private @Nullable Integer attempts;

  @Option(names = "--backoff", paramLabel = "D", description = "The first pause between attempts.")
  private @Nullable String backoff;

  @Option(
      names = "--factor",
      paramLabel = "N",
      description = "How many times longer every further pause is.")
  private @Nullable Integer factor;

  @Option(names = "--ceiling", paramLabel = "D", description = "No pause is planned longer.")
  private @Nullable String ceiling;

  @Option(
      names = "--retry-on",
      paramLabel = "FAILURE",
      split = ",",
      description =
          "After which failures: unavailable, timed-out, work-failed, lost; several by commas.")
  private List<String> failures = new ArrayList<>();

  void addTo(ObjectNode request) {
    var retry = Json.object();
    if (attempts != null) {
      retry.put("attempts", attempts);
    }
    if (backoff != null) {
      retry.put("backoff", Durations.iso(backoff));
    }
    if (factor != null) {
      retry.put("factor", factor);
    }
    if (ceiling != null) {
      retry.put("ceiling", Durations.iso(ceiling));
    }
    if (!failures.isEmpty()) {
      failures.forEach(retry.putArray("on")::add);
    }
    if (!retry.isEmpty()) {
      request.set("retry", retry);
    }
  }
}
