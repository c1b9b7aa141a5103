package forja.routes.ledger;

import forja.common.job.InvalidSpec;
import forja.common.wire.Wire;
import forja.routes.wiring.Batches;
import forja.routes.wiring.Received;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;

/** Reads a batch of bundles; what is no bundle, or speaks for another worker, is put aside. */
final class Bundles<B> {
  private final Class<B> type;
  private final Function<B, String> worker;
  private final Unreadables unreadables;

  Bundles(Class<B> type, Function<B, String> worker, Unreadables unreadables) {
    this.type = type;
    this.worker = worker;
    this.unreadables = unreadables;
  }

  /** The broker lets a worker send to its own address only, so the address says who speaks. */
  List<B> read(Exchange exchange, UnaryOperator<String> addressOfWorker) {
    return Batches.of(exchange).stream()
        .flatMap(received -> read(received, addressOfWorker).stream())
        .toList();
  }

  private Optional<B> read(Received received, UnaryOperator<String> addressOfWorker) {
    try {
      var bundle = Wire.read(received.body(), type);
      if (addressOfWorker.apply(worker.apply(bundle)).equals(received.address())) {
        return Optional.of(bundle);
      }
      unreadables.putAside(received, "speaks for " + worker.apply(bundle));
    } catch (Wire.Unreadable | InvalidSpec unreadable) {
      unreadables.putAside(received, unreadable.getMessage());
    }
    return Optional.empty();
  }
}
