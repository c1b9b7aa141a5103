package forja.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.cli.spec.Durations;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a job beside its spec; what is not given is left to the api. */
final class Envelope {
  private final Clock clock;

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "A word to find it by; repeatable.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(names = "--priority", paramLabel = "N", description = "-100 to 100; higher goes first.")
  private @Nullable Integer priority;

  @Option(
      names = "--run-at",
      paramLabel = "T",
      description = "Not before this time: 2030-01-31T12:00:00Z, or +5m from now.")
  private @Nullable String runAt;

  @Option(
      names = "--time-limit",
      paramLabel = "D",
      description = "How long one attempt may take: 30s, 1h30m, PT30S.")
  private @Nullable String timeLimit;

  @Option(
      names = "--deadline",
      paramLabel = "T",
      description = "Ended by this time, or failed: 2030-01-31T12:00:00Z, or +2h from now.")
  private @Nullable String deadline;

  @Mixin private RetryOptions retry = new RetryOptions();

  @Mixin private UniqueOptions unique = new UniqueOptions();

  @Option(names = "--pool", paramLabel = "P", description = "Workers of which pool may do it.")
  private @Nullable String pool;

  @Option(
      names = "--lock",
      paramLabel = "NAME",
      description = "Only with this lock, as one job at a time; repeatable.")
  private List<String> locks = new ArrayList<>();

  Envelope(Clock clock) {
    this.clock = clock;
  }

  void addTo(ObjectNode request) {
    if (priority != null) {
      request.put("priority", priority);
    }
    if (runAt != null) {
      request.put("runAt", Durations.time(runAt, clock).toString());
    }
    if (timeLimit != null) {
      request.put("timeLimit", Durations.iso(timeLimit));
    }
    if (pool != null) {
      request.put("pool", pool);
    }
    if (!labels.isEmpty()) {
      var words = request.putObject("labels");
      labels.forEach(words::put);
    }
    if (!locks.isEmpty()) {
      var names = request.putArray("locks");
      locks.forEach(names::add);
    }
    retry.addTo(request);
    unique.addTo(request);
    if (deadline != null) {
      request.put("deadline", Durations.time(deadline, clock).toString());
    }
  }
}
