package forja.api.secret;

/** Things that stand sealed in the database: when the master key changes, they are sealed again. */
public interface SealedThings {

  /** Their name for an operator: lower-case words with dashes. */
  String what();

  /** Seals with the first key what another one has sealed; may be called at any time. */
  Resealed reseal(MasterKey key);
}
