package forja.worker;

import forja.common.job.Capability;
import forja.common.job.JobRequest;
import forja.common.wire.Wire;
import forja.routes.program.CannotStart;
import forja.routes.program.Options;
import forja.routes.wiring.Broker;
import forja.routes.wiring.Credential;
import forja.routes.wiring.Fence;
import forja.worker.process.Drill;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Who this worker is, where the broker is, and what it takes. */
public record WorkerConfig(
    String name,
    URI broker,
    Path credential,
    List<String> pools,
    Set<Capability> capabilities,
    int slots,
    Path effects,
    Duration timeToLive,
    Duration grace) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final int LONGEST_HOST = 40;
  private static final int DEFAULT_SLOTS = 8;
  private static final int MOST_SLOTS = 10_000;
  private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);
  private static final Duration LONGEST_GRACE = Duration.ofDays(1);
  private static final URI DEFAULT_BROKER = URI.create("tcp://127.0.0.1:61616");
  private static final Set<String> OPTIONS =
      Set.of(
          "--name",
          "--broker",
          "--broker-ca",
          "--credential",
          "--pool",
          "--capabilities",
          "--slots",
          "--effects",
          "--time-to-live",
          "--grace");

  public WorkerConfig {
    pools = pools.stream().distinct().toList();
    capabilities = Set.copyOf(capabilities);
    require(NAME.matcher(name).matches(), "--name is a lower-case name, found " + name);
    for (var pool : pools) {
      require(
          JobRequest.POOL_NAME.matcher(pool).matches(),
          "--pool is a lower-case name or several with commas, found " + pool);
    }
    require(
        timeToLive.compareTo(SHORTEST_LIFE) >= 0 && timeToLive.compareTo(LONGEST_LIFE) <= 0,
        "--time-to-live is from "
            + SHORTEST_LIFE
            + " to "
            + LONGEST_LIFE
            + ", found "
            + timeToLive);
    require(
        !grace.isNegative() && grace.compareTo(LONGEST_GRACE) <= 0,
        "--grace is from PT0S to " + LONGEST_GRACE + ", found " + grace);
  }

  public static WorkerConfig read(List<String> words, Map<String, String> environment) {
    var options = Options.read(words, OPTIONS);
    var data = Options.defaultData(environment);
    var credential = credential(options, data);
    return new WorkerConfig(
        options.text("--name").orElseGet(() -> nameIn(credential)),
        options.broker("--broker", "--broker-ca").orElse(DEFAULT_BROKER),
        credential,
        options.list("--pool").orElse(List.of(JobRequest.DEFAULT_POOL)),
        options
            .list("--capabilities")
            .map(WorkerConfig::capabilities)
            .orElse(Set.copyOf(Capability.ofWorkers())),
        options.number("--slots", 1, MOST_SLOTS).orElse(DEFAULT_SLOTS),
        options.path("--effects").orElse(data.resolve("effects")),
        options.duration("--time-to-live").orElse(Broker.DEFAULT_TIME_TO_LIVE),
        options.duration("--grace").orElse(DEFAULT_GRACE));
  }

  private static Path credential(Options options, Path data) {
    var folder = data.resolve("credentials");
    return options
        .path("--credential")
        .or(() ->
            options.text("--name").map(name -> folder.resolve("worker-" + name + ".credential")))
        .orElse(folder.resolve("worker.credential"));
  }

  /** Whose credential it is tells who this worker is, when nobody else does. */
  private static String nameIn(Path credential) {
    try {
      return Credential.workerOf(Credential.read(credential).user())
          .orElseGet(WorkerConfig::newName);
    } catch (IOException | Wire.Unreadable _) {
      // Whoever starts the worker reads the file, too, and says what is wrong with it.
      return newName();
    }
  }

  /** What keeps this worker from working on what others may have got. */
  public Fence fence() {
    return drill() == Drill.UNFENCED ? Fence.open(timeToLive) : Fence.of(timeToLive);
  }

  /** Given to the machine and not to the program, so that nobody takes it for an option. */
  Drill drill() {
    if (Boolean.getBoolean("forja.drill.unfenced")) {
      return Drill.UNFENCED;
    }
    return Boolean.getBoolean("forja.drill.unstoppable") ? Drill.UNSTOPPABLE : Drill.NONE;
  }

  private static Set<Capability> capabilities(List<String> ids) {
    return ids.stream().map(WorkerConfig::capability).collect(Collectors.toUnmodifiableSet());
  }

  private static Capability capability(String id) {
    var known =
        Capability.ofWorkers().stream().map(Capability::id).collect(Collectors.joining(","));
    return Capability.named(id)
        .filter(Capability.ofWorkers()::contains)
        .orElseThrow(() -> new CannotStart("--capabilities are among " + known + ", found " + id));
  }

  /** Tells where it runs; the random end keeps two workers of one machine apart. */
  private static String newName() {
    var host =
        hostName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    var shortened = host.substring(0, Math.min(LONGEST_HOST, host.length()));
    return (shortened.isEmpty() ? "worker" : shortened)
        + "-"
        + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }

  static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "unknown";
    }
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new CannotStart(sentence);
    }
  }
}
