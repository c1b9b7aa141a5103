package forja.common.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a worker may be able to do. The id names queues, routes and metrics; it is never renamed.
 */
public enum Capability {
  FARM,

  /** Carried out by the api itself: no worker serves it, and nobody hands in such a job. */
  CUSTOMER;

  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isOfTheApi() {
    return this == CUSTOMER;
  }

  /** Those that workers serve. */
  public static List<Capability> ofWorkers() {
    return Stream.of(values()).filter(capability -> !capability.isOfTheApi()).toList();
  }

  public static Optional<Capability> named(String id) {
    return Stream.of(values()).filter(capability -> capability.id().equals(id)).findFirst();
  }
}
