package forja.common.job;

import forja.common.customer.DeleteCustomer;
import forja.common.farm.Chatter;
import forja.common.farm.Effect;
import forja.common.farm.Fail;
import forja.common.farm.Ping;
import forja.common.farm.Sleep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The closed list of kinds. The names travel on the wire and in the ledger: never rename one, add a
 * new one.
 */
public final class Kinds {
  private static final List<Kind> ALL =
      List.of(
          new Kind("farm.ping", Capability.FARM, Ping.class, Kind.Reach.INSIDE),
          new Kind("farm.sleep", Capability.FARM, Sleep.class, Kind.Reach.INSIDE),
          new Kind("farm.fail", Capability.FARM, Fail.class, Kind.Reach.INSIDE),
          new Kind("farm.chatter", Capability.FARM, Chatter.class, Kind.Reach.INSIDE),
          new Kind("farm.effect", Capability.FARM, Effect.class, Kind.Reach.OUTSIDE),
          new Kind(
              "customer.delete",
              Capability.CUSTOMER,
              DeleteCustomer.class,
              Kind.Reach.FENCED_TARGET));

  private static final Map<String, Kind> BY_NAME =
      ALL.stream().collect(Collectors.toMap(Kind::name, Function.identity()));

  private static final Map<Class<? extends JobSpec>, Kind> BY_SPEC =
      ALL.stream().collect(Collectors.toMap(Kind::spec, Function.identity()));

  private Kinds() {}

  public static List<Kind> all() {
    return ALL;
  }

  /** Those that somebody may hand in; all others are booked by an operation of the api alone. */
  public static List<Kind> postable() {
    return ALL.stream().filter(Kind::isPostable).toList();
  }

  public static Optional<Kind> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  public static Kind of(JobSpec spec) {
    return Optional.ofNullable(BY_SPEC.get(spec.getClass()))
        .orElseThrow(() -> new IllegalStateException("no kind is listed for " + spec.getClass()));
  }
}
