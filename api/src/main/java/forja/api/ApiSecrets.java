package forja.api;

import forja.api.http.Resource;
import forja.api.ledger.JobHolders;
import forja.api.ledger.ReleaseProofs;
import forja.api.ledger.SealedTable;
import forja.api.secret.FarmSecret;
import forja.api.secret.MasterKey;
import forja.api.secret.Rotation;
import forja.api.secret.RotationResource;
import forja.api.secret.SealedThings;
import forja.api.secret.SecretDesk;
import forja.api.secret.SecretForm;
import forja.api.secret.SecretShelf;
import forja.common.secret.SecretAnswer;
import forja.common.wire.Wire;
import forja.routes.program.Parts;
import forja.routes.wiring.BrokerAway;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Letter;
import forja.routes.wiring.Sender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an api process keeps sealed, and the keys to it. */
final class ApiSecrets {
  private static final Logger log = LoggerFactory.getLogger(ApiSecrets.class);

  private final ApiLedger ledger;
  private final MasterKey key;
  private final FarmSecret farm;
  private final SecretShelf shelf;
  private final ReleaseProofs proofs;
  private final List<SealedThings> all = new CopyOnWriteArrayList<>();

  /** Does not start with a master key that does not open what is there. */
  ApiSecrets(ApiConfig config, ApiLedger ledger) {
    var sealed = new SealedTable(ledger.database());
    this.ledger = ledger;
    this.key = config.masterKey().open(sealed);
    this.farm = FarmSecret.open(sealed, key);
    this.shelf = new SecretShelf(ledger.database(), key, ledger.clock());
    this.proofs = new ReleaseProofs(farm.derive("release proofs"));
    all.addAll(List.of(farm, shelf));
  }

  MasterKey key() {
    return key;
  }

  FarmSecret farm() {
    return farm;
  }

  /** The same in all processes of the farm. */
  ReleaseProofs proofs() {
    return proofs;
  }

  SecretForm form() {
    return new SecretForm(key, ledger.clock());
  }

  /** Answers the workers from now on. */
  SecretDesk desk(Sender sender, Parts parts) {
    var desk =
        parts.add(
            new SecretDesk(
                new JobHolders(ledger.database())::of,
                shelf,
                (worker, answer) -> send(sender, worker, answer),
                proofs::fit,
                ledger.clock()));
    desk.start();
    return desk;
  }

  /** A worker that does not hear the answer asks again. */
  private static void send(Sender sender, String worker, SecretAnswer answer) {
    try {
      sender.send(List.of(Letter.fleeting(Channels.sealed(worker), Wire.write(answer))));
    } catch (BrokerAway away) {
      log.debug("worker {} was not answered; it asks again", worker, away);
    }
  }

  /** What another part keeps sealed under the master key; told before anybody can ask. */
  void sealToo(SealedThings things) {
    all.add(things);
  }

  Resource rotation() {
    return new RotationResource(new Rotation(key, all));
  }
}
