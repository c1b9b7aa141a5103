package forja.api.secret;

import forja.api.ledger.SealedTable;
import forja.common.secret.Aes;
import forja.common.secret.Hkdf;
import forja.routes.program.CannotStart;

/**
 * What only this farm knows, made at its first start: stands in the database, sealed with the
 * master key, and stays the same when that changes.
 */
public final class FarmSecret implements SealedThings {
  private static final String NAME = "farm";

  private final SealedTable table;
  private final byte[] secret;

  private FarmSecret(SealedTable table, byte[] secret) {
    this.table = table;
    this.secret = secret;
  }

  /** Tells whoever starts with a wrong master key. */
  public static FarmSecret open(SealedTable table, MasterKey key) {
    var stands =
        table.find(NAME).orElseGet(() -> table.keep(NAME, key.seal(Aes.newKey(), about(NAME))));
    try {
      return new FarmSecret(table, key.open(stands, about(NAME)));
    } catch (CannotOpen wrong) {
      throw new CannotStart(
          "this is not the master key of this database: " + wrong.getMessage(), wrong);
    }
  }

  /** A key of 32 bytes for this purpose alone, in all processes and for ever the same. */
  public byte[] derive(String purpose) {
    return Hkdf.derive(secret, "forja " + purpose, Aes.KEY_BYTES);
  }

  @Override
  public String what() {
    return "farm";
  }

  @Override
  public Resealed reseal(MasterKey key) {
    var count = Resealed.NONE;
    for (var entry : table.all()) {
      count = count.plus(Resealed.of(entry, key, this::reseal));
    }
    return count;
  }

  private boolean reseal(SealedTable.Entry entry, MasterKey key) {
    return key.resealed(entry.content(), about(entry.name()))
        .map(now -> table.change(entry, now))
        .orElse(false);
  }

  private static String about(String name) {
    return "farm: " + name;
  }
}
