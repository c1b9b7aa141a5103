package forja.api;

import forja.api.job.Booking;
import forja.api.request.JobSchemas;
import forja.api.worker.LiveWorkers;
import forja.common.job.JobIds;
import forja.routes.program.Parts;
import forja.routes.wiring.Broker;
import forja.routes.wiring.Credential;
import java.net.URI;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An api process at work: it books, releases, writes down what is reported, and answers. */
public final class Api implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Api.class);

  private final Parts parts;
  private final URI address;

  private Api(Parts parts, URI address) {
    this.parts = parts;
    this.address = address;
  }

  /** Leaves nothing behind when it does not succeed. */
  public static Api start(ApiConfig config, Credential credential, Clock clock) {
    if (config.isOpenForBench()) {
      log.warn(
          "THIS API IS OPEN FOR A BENCHMARK (-Dforja.bench.open): it asks nobody who he is, lets"
              + " everybody do everything, and keeps no audit");
    }
    var parts = new Parts();
    try {
      return start(config, credential, clock, parts);
    } catch (RuntimeException failed) {
      parts.close();
      throw failed;
    }
  }

  private static Api start(ApiConfig config, Credential credential, Clock clock, Parts parts) {
    var broker = new ApiBroker(new Broker(config.broker(), credential, config.timeToLive()), parts);
    var workers = new LiveWorkers(clock);
    var ledger = new ApiLedger(config.database(), broker, clock, parts);
    var secrets = new ApiSecrets(config, ledger);
    var stores = new ApiStores(ledger, secrets, parts);
    var identity = new ApiIdentity(ledger, stores.stores(), secrets.key(), config.tokenFile());
    secrets.sealToo(identity.keys());
    ledger.startLoops(workers, broker, secrets.proofs());
    var schemas = new JobSchemas();
    var ids = new JobIds(clock);
    var desk = secrets.desk(broker.sender(), parts);
    var routes = new ApiRoutes(broker, ledger, secrets.proofs(), clock);
    var camel = parts.add(routes.start(workers, desk));
    parts.add(routes.intakes(camel, stores.customers(), schemas, ids)).start();
    parts.add(ApiFarewell.startWorker(ledger, broker, identity.belongings()));
    var http = new ApiHttp(ledger, workers, broker, stores, identity);
    var booking = new Booking(ledger.ledger(), ids, clock);
    int port = http.start(config, schemas, booking, parts);
    stores.customers().start();
    broker.ports(ledger.reader()).askWhoIsThere();
    var address = config.address(port);
    log.info("the api answers at {}", address);
    return new Api(parts, address);
  }

  /** Where it listens: at the port that was asked for, or the free one that was found. */
  public URI address() {
    return address;
  }

  @Override
  public void close() {
    parts.close();
  }
}
