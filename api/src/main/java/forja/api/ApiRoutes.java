package forja.api;

import forja.api.customer.CustomerBook;
import forja.api.intake.LedgerIntake;
import forja.api.ledger.DeathCount;
import forja.api.ledger.LedgerProjection;
import forja.api.ledger.LogProjection;
import forja.api.ledger.ProofCheck;
import forja.api.ledger.ReleaseProofs;
import forja.api.request.JobSchemas;
import forja.api.request.RequestReader;
import forja.api.secret.SecretDesk;
import forja.api.worker.LiveWorkers;
import forja.common.job.JobIds;
import forja.common.job.LogBundle;
import forja.common.job.ReportBundle;
import forja.common.wire.Wire;
import forja.routes.control.WorkersRoute;
import forja.routes.dead.DeadJobsRoute;
import forja.routes.dead.UnreadableRoute;
import forja.routes.intake.IntakeRoute;
import forja.routes.ledger.DeadLetterBox;
import forja.routes.ledger.LedgerRoute;
import forja.routes.ledger.LogRoute;
import forja.routes.secret.SecretsRoute;
import forja.routes.wiring.Camel;
import forja.routes.wiring.Channels;
import forja.routes.wiring.ForjaComponent;
import java.time.Clock;
import java.util.ArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;

/** The routes of an api process: all that it hears from the broker. */
final class ApiRoutes {
  private final ApiBroker broker;
  private final ApiLedger ledger;
  private final ReleaseProofs proofs;
  private final Clock clock;
  private final DeadLetterBox deadLetters;

  ApiRoutes(ApiBroker broker, ApiLedger ledger, ReleaseProofs proofs, Clock clock) {
    this.broker = broker;
    this.ledger = ledger;
    this.proofs = proofs;
    this.clock = clock;
    this.deadLetters = new DeadLetterBox(broker.sender());
  }

  /** What other systems post is read by the {@link #intakes}. */
  CamelContext start(LiveWorkers workers, SecretDesk desk) {
    var projection = new LedgerProjection(ledger.database(), ledger.bell(), this::putAside);
    var logs = new LogProjection(ledger.database(), ledger.bell(), LogProjection.DEFAULT_BUDGET);
    var check = new ProofCheck(proofs, this::putAside, this::putAside, ledger.unproven());
    var deaths = new DeathCount(ledger.database(), projection::apply);
    var keeper = new DeadLetterKeeper(ledger.deadLetters());
    var routes = new ArrayList<RoutesBuilder>();
    routes.add(new LedgerRoute(said -> check.reports(said, deaths::apply), deadLetters));
    routes.add(new LogRoute(said -> check.logs(said, logs::apply), deadLetters));
    routes.add(new DeadJobsRoute(projection::apply, deadLetters, clock));
    routes.add(UnreadableRoute.ofTheApi(keeper::keep, broker.desk()));
    routes.add(UnreadableRoute.ofWorkers(keeper::keep, broker.desk()));
    routes.add(new WorkersRoute(workers::hear));
    routes.add(new SecretsRoute(desk::hear, deadLetters));
    return Camel.start(context -> new ForjaComponent(context, broker.broker()), "api", routes);
  }

  /** Reads the intakes of those who live here, as long as these routes run. */
  CustomerIntakes intakes(CamelContext camel, CustomerBook living, JobSchemas schemas, JobIds ids) {
    var intake =
        new LedgerIntake(
            ledger.ledger(),
            ledger.deadLetters(),
            new RequestReader(schemas),
            ids,
            clock,
            ledger.audit());
    return new CustomerIntakes(
        camel,
        living::all,
        broker.customers(),
        customer ->
            new IntakeRoute(customer.name(), intake.of(customer), broker.sender(), broker.desk()));
  }

  private void putAside(ReportBundle bundle, String reason) {
    deadLetters.putAside(Channels.status(bundle.worker()), Wire.write(bundle), reason);
  }

  private void putAside(LogBundle bundle, String reason) {
    deadLetters.putAside(Channels.logs(bundle.worker()), Wire.write(bundle), reason);
  }
}
