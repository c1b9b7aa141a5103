package forja.api;

import forja.api.intake.LedgerIntake;
import forja.api.ledger.DeathCount;
import forja.api.ledger.LedgerProjection;
import forja.api.ledger.LogProjection;
import forja.api.request.JobSchemas;
import forja.api.request.RequestReader;
import forja.api.secret.SecretDesk;
import forja.api.worker.LiveWorkers;
import forja.common.job.JobIds;
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
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;

/** The routes of an api process: all that it hears from the broker. */
final class ApiRoutes {
  private final ApiBroker broker;
  private final ApiLedger ledger;
  private final Clock clock;
  private final DeadLetterBox deadLetters;

  ApiRoutes(ApiBroker broker, ApiLedger ledger, Clock clock) {
    this.broker = broker;
    this.ledger = ledger;
    this.clock = clock;
    this.deadLetters = new DeadLetterBox(broker.sender());
  }

  CamelContext start(JobSchemas schemas, JobIds ids, LiveWorkers workers, SecretDesk desk) {
    var projection = new LedgerProjection(ledger.database(), ledger.bell(), this::putAside);
    var logs = new LogProjection(ledger.database(), ledger.bell(), LogProjection.DEFAULT_BUDGET);
    var routes = new ArrayList<RoutesBuilder>();
    var deaths = new DeathCount(ledger.database(), projection::apply);
    routes.add(new LedgerRoute(deaths::apply, deadLetters));
    routes.add(new LogRoute(logs::apply, deadLetters));
    routes.add(new DeadJobsRoute(projection::apply, deadLetters, clock));
    routes.add(
        new UnreadableRoute(new DeadLetterKeeper(ledger.deadLetters())::keep, broker.desk()));
    routes.add(new WorkersRoute(workers::hear));
    routes.add(new SecretsRoute(desk::hear, deadLetters));
    routes.addAll(
        intakes(
            new LedgerIntake(
                ledger.ledger(),
                ledger.deadLetters(),
                new RequestReader(schemas),
                ids,
                clock,
                ledger.audit())));
    return Camel.start(context -> new ForjaComponent(context, broker.broker()), "api", routes);
  }

  private List<IntakeRoute> intakes(LedgerIntake intake) {
    return ledger.reader().customers().stream()
        .map(customer ->
            new IntakeRoute(customer.name(), intake.of(customer), broker.sender(), broker.desk()))
        .toList();
  }

  private void putAside(ReportBundle bundle, String reason) {
    deadLetters.putAside(Channels.status(bundle.worker()), Wire.write(bundle), reason);
  }
}
