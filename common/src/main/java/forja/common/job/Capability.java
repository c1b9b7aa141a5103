package forja.common.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a worker may be able to do. The id names queues, routes and metrics; it is never renamed.
 */
public enum Capability {
  FARM;

  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Capability> named(String id) {
    return Stream.of(values()).filter(capability -> capability.id().equals(id)).findFirst();
  }
}
