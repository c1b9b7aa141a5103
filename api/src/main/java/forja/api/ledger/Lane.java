package forja.api.ledger;

import forja.common.job.Capability;

/** Jobs of one capability and one pool: they share a broker queue and a window. */
public record Lane(Capability capability, String pool) {

  @Override
  public String toString() {
    return capability.id() + "." + pool;
  }
}
