package forja.routes.wiring;

import static forja.routes.wiring.Topology.Action.BROWSE;
import static forja.routes.wiring.Topology.Action.CONSUME;
import static forja.routes.wiring.Topology.Action.CREATE_ADDRESS;
import static forja.routes.wiring.Topology.Action.CREATE_DURABLE_QUEUE;
import static forja.routes.wiring.Topology.Action.CREATE_NON_DURABLE_QUEUE;
import static forja.routes.wiring.Topology.Action.DELETE_ADDRESS;
import static forja.routes.wiring.Topology.Action.DELETE_DURABLE_QUEUE;
import static forja.routes.wiring.Topology.Action.DELETE_NON_DURABLE_QUEUE;
import static forja.routes.wiring.Topology.Action.SEND;

import forja.common.job.Capability;
import forja.routes.wiring.Topology.Action;
import forja.routes.wiring.Topology.Permission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What one who connects to the broker may do there; whatever is not named is refused. */
public record Grant(String role, List<Permission> permissions) {
  public static final String API_ROLE = "forja-api";

  public Grant {
    permissions = List.copyOf(permissions);
  }

  public static String workerRole(String worker) {
    return "forja-worker-" + worker;
  }

  public static String customerRole(String customer) {
    return "forja-customer-" + customer;
  }

  public static Grant ofTheApi() {
    return new Grant(API_ROLE, List.of(ofTheApi("#")));
  }

  static Permission ofTheApi(String match) {
    return new Permission(match, API_ROLE, EnumSet.allOf(Action.class));
  }

  /** Takes jobs of its pools, speaks for itself, and is answered; it cannot even look elsewhere. */
  public static Grant ofWorker(String name, List<String> pools) {
    var role = workerRole(name);
    var permissions = new ArrayList<Permission>();
    for (var pool : pools) {
      for (var capability : Capability.ofWorkers()) {
        permissions.add(new Permission(Channels.jobs(capability, pool), role, Set.of(CONSUME)));
      }
    }
    for (var own :
        List.of(
            Channels.status(name),
            Channels.logs(name),
            Channels.heartbeats(name),
            Channels.secrets(name),
            Channels.refused(name))) {
      permissions.add(new Permission(own, role, Set.of(SEND)));
    }
    permissions.add(new Permission(Channels.sealed(name), role, useTemporaryQueues()));
    permissions.add(new Permission(Channels.CONTROL, role, listen()));
    return new Grant(role, permissions);
  }

  /** Hands in jobs, and reads what concerns them. */
  public static Grant ofCustomer(String name) {
    var role = customerRole(name);
    return new Grant(
        role,
        List.of(
            new Permission(Channels.intake(name), role, Set.of(SEND)),
            new Permission(Channels.rejects(name), role, Set.of(CONSUME, BROWSE)),
            new Permission(Channels.replies(name) + ".#", role, keepReplies()),
            new Permission(Channels.events(name), role, subscribe()),
            new Permission(Channels.TEMPORARY + ".#", role, useTemporaryQueues())));
  }

  public boolean allows(Action action, String address) {
    return permissions.stream()
        .anyMatch(permission ->
            permission.actions().contains(action)
                && AddressMatch.matches(permission.match(), address));
  }

  private static Set<Action> keepReplies() {
    var actions = subscribe();
    actions.addAll(EnumSet.of(CREATE_ADDRESS, DELETE_ADDRESS));
    return actions;
  }

  private static Set<Action> subscribe() {
    return EnumSet.of(
        CONSUME,
        BROWSE,
        CREATE_DURABLE_QUEUE,
        DELETE_DURABLE_QUEUE,
        CREATE_NON_DURABLE_QUEUE,
        DELETE_NON_DURABLE_QUEUE);
  }

  /** Queues that come and go with their reader, and the addresses they stand at. */
  private static Set<Action> useTemporaryQueues() {
    return EnumSet.of(
        CONSUME,
        CREATE_ADDRESS,
        DELETE_ADDRESS,
        CREATE_NON_DURABLE_QUEUE,
        DELETE_NON_DURABLE_QUEUE);
  }

  private static Set<Action> listen() {
    return EnumSet.of(CONSUME, CREATE_NON_DURABLE_QUEUE, DELETE_NON_DURABLE_QUEUE);
  }
}
