package forja.standalone;

import forja.api.Api;
import forja.api.ApiConfig;
import forja.common.job.JobRequest;
import forja.routes.program.CannotStart;
import forja.routes.program.Parts;
import forja.routes.program.PrivateFile;
import forja.routes.wiring.Credential;
import forja.worker.Worker;
import forja.worker.WorkerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programs of a farm, brought up in the order they need each other and stopped the other way
 * round. They are the ones that run apart elsewhere, and meet over the same addresses.
 */
final class Farm implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Farm.class);

  /** Who stops a farm on a laptop does not wait long; what runs goes on at the next start. */
  private static final String GRACE = "PT5S";

  /** The name of the worker that is always there. */
  private static final String WORKER = "local";

  private static final String MASTER_KEY = "FORJA_MASTER_KEY";

  private final StandaloneConfig config;
  private final Map<String, String> environment;
  private final Clock clock;
  private final Parts parts = new Parts();

  private Farm(StandaloneConfig config, Map<String, String> environment, Clock clock) {
    this.config = config;
    this.environment = environment;
    this.clock = clock;
  }

  static Farm start(StandaloneConfig config, Clock clock) {
    return start(config, Map.of(), clock);
  }

  /** The master key may stand in the environment, where no backup of the data finds it. */
  static Farm start(StandaloneConfig config, Map<String, String> environment, Clock clock) {
    var farm = new Farm(config, environment, clock);
    try {
      farm.start();
      return farm;
    } catch (RuntimeException e) {
      farm.close();
      throw e;
    }
  }

  private void start() {
    Loopback.requireFree(config.port(), "--port");
    Loopback.requireFree(config.brokerPort(), "--broker-port");
    var database = parts.add(Database.start(config.data()));
    var users = BrokerUserBook.in(config.data());
    users.ensure(Credential.ofWorker(WORKER), List.of(JobRequest.DEFAULT_POOL));
    var broker = parts.add(EmbeddedBroker.start(config, Customers.BUILT_IN)).addressHere();
    var api = parts.add(startApi(database.url(), broker));
    if (users.isRevoked(Credential.ofWorker(WORKER))) {
      log.warn("the worker {} was revoked; this farm has only the workers that join it", WORKER);
    } else {
      parts.add(startWorker(broker));
    }
    announce(api.address());
  }

  private Api startApi(String database, URI broker) {
    var words =
        new ArrayList<>(
            List.of(
                "--port", Integer.toString(config.port()),
                "--broker", broker.toString(),
                "--database", database));
    words.addAll(config.http());
    var apiConfig = ApiConfig.read(words, home());
    return Api.start(apiConfig, credential(apiConfig.credential()), clock);
  }

  private Worker startWorker(URI broker) {
    var words = List.of("--name", WORKER, "--broker", broker.toString(), "--grace", GRACE);
    var workerConfig = WorkerConfig.read(words, home());
    // Broker and database live here too: a halt would take them from every other worker.
    var fence =
        workerConfig.fence().halting(reason -> log.error("a job is out of hand: {}", reason));
    return Worker.start(workerConfig, credential(workerConfig.credential()), clock, fence);
  }

  private Map<String, String> home() {
    var home = new HashMap<>(Map.of("FORJA_DATA", config.data().toString()));
    Optional.ofNullable(environment.get(MASTER_KEY)).ifPresent(keys -> home.put(MASTER_KEY, keys));
    return home;
  }

  private static Credential credential(Path file) {
    try {
      return Credential.read(file);
    } catch (IOException e) {
      throw new CannotStart("cannot read the credential in " + file, e);
    }
  }

  /** Whoever waits for the farm looks for this file; it is written when everything is up. */
  private void announce(URI api) {
    try {
      var address = (api + "\n").getBytes(StandardCharsets.US_ASCII);
      PrivateFile.write(config.data().resolve("api.address"), address);
    } catch (IOException e) {
      throw new CannotStart("cannot write down the address of the api", e);
    }
    log.info("the farm is up: {}", api);
  }

  @Override
  public void close() {
    parts.close();
  }
}
