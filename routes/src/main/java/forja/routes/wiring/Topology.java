package forja.routes.wiring;

import static forja.routes.wiring.Topology.WhenFull.DROP;
import static forja.routes.wiring.Topology.WhenFull.FAIL;
import static forja.routes.wiring.Topology.WhenFull.PAGE;
import static org.apache.activemq.artemis.api.core.RoutingType.ANYCAST;
import static org.apache.activemq.artemis.api.core.RoutingType.MULTICAST;

import forja.common.job.Capability;
import forja.common.job.JobRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.RoutingType;

/**
 * What the broker must hold: addresses, queues, their limits, and who may do what. The embedded
 * broker is set up from it and {@code etc/broker.xml} is written from it, so both are the same.
 */
public record Topology(
    List<Address> addresses,
    List<Queue> queues,
    List<Limits> limits,
    List<Permission> permissions) {
  private static final int UNLIMITED = -1;
  private static final long JOBS_BYTES = 256L << 20;

  /**
   * A job is begun so often by workers that die; then it is lost. The ledger counts: the broker
   * would count what a worker held and had not begun, too.
   */
  public static final int MOST_DELIVERIES = 5;

  private static final int FORGOTTEN_SUBSCRIPTION_MESSAGES = 100_000;
  private static final int FORGOTTEN_LETTERS = 10_000;

  /** Who has asked for secrets waits no longer. */
  private static final Duration OUTDATED_QUESTION = Duration.ofMinutes(1);

  /** A name messages are sent to, and how they are routed there. */
  public record Address(String name, RoutingType routing) {}

  /** A durable queue; an exclusive one gives all messages to one consumer while that lives. */
  public record Queue(String name, String address, RoutingType routing, boolean exclusive) {}

  /**
   * What becomes of messages that nobody reads: the address fills up, they die, they expire. The
   * routing is that of an address which nobody declared, and what a sender means who says nothing.
   */
  public record Limits(
      String match,
      RoutingType routing,
      long maxBytes,
      WhenFull whenFull,
      int deliveries,
      int ring,
      Duration expiry) {}

  /** What becomes of one more message: it waits on the disk, is refused, or is forgotten. */
  public enum WhenFull {
    PAGE,
    FAIL,
    DROP
  }

  /** Which roles may do which things with the addresses that match. */
  public record Permission(String match, String role, Set<Action> actions) {}

  /** What a role may do, in the broker's words. */
  public enum Action {
    SEND,
    CONSUME,
    BROWSE,
    CREATE_ADDRESS,
    DELETE_ADDRESS,
    CREATE_DURABLE_QUEUE,
    DELETE_DURABLE_QUEUE,
    CREATE_NON_DURABLE_QUEUE,
    DELETE_NON_DURABLE_QUEUE,
    MANAGE
  }

  /** The farm with its customers. */
  public static Topology of(List<String> customers) {
    return of(customers, List.of());
  }

  /** The farm with its customers and with what its workers may do. */
  public static Topology of(List<String> customers, List<Grant> workers) {
    var queues = new ArrayList<Queue>();
    for (var capability : Capability.values()) {
      queues.add(anycast(Channels.jobs(capability, JobRequest.DEFAULT_POOL)));
    }
    queues.add(new Queue(Channels.STATUS_QUEUE, Channels.status("#"), MULTICAST, true));
    queues.add(new Queue(Channels.LOGS_QUEUE, Channels.logs("#"), MULTICAST, true));
    queues.add(new Queue(Channels.SECRETS_QUEUE, Channels.secrets("#"), MULTICAST, false));
    queues.add(new Queue(Channels.REFUSED_QUEUE, Channels.refused("#"), MULTICAST, false));
    queues.add(anycast(Channels.DEAD));
    queues.add(anycast(Channels.UNREADABLE));
    queues.add(anycast(Channels.UNTELLABLE));
    for (var customer : customers) {
      queues.add(anycast(Channels.intake(customer)));
      queues.add(anycast(Channels.rejects(customer)));
    }
    var grants =
        Stream.concat(customers.stream().map(Grant::ofCustomer), workers.stream()).toList();
    return new Topology(addressesOf(queues, customers), queues, allLimits(), permissionsOf(grants));
  }

  /** The queue of a pool, which exists before the first job is sent to it. */
  public static Queue anycast(String name) {
    return new Queue(name, name, ANYCAST, false);
  }

  private static List<Address> addressesOf(List<Queue> queues, List<String> customers) {
    var topics =
        Stream.concat(
            Stream.of(Channels.CONTROL, Channels.heartbeats("#")),
            customers.stream().map(Channels::events));
    return Stream.concat(
            queues.stream().map(queue -> new Address(queue.address(), queue.routing())),
            topics.map(topic -> new Address(topic, MULTICAST)))
        .toList();
  }

  /** What nobody comes for is forgotten: it must not stop those who write it. */
  private static List<Limits> allLimits() {
    return List.of(
        new Limits("forja.#", MULTICAST, UNLIMITED, PAGE, UNLIMITED, UNLIMITED, Duration.ZERO),
        new Limits(
            Channels.allJobs(), ANYCAST, JOBS_BYTES, FAIL, UNLIMITED, UNLIMITED, Duration.ZERO),
        new Limits(
            Channels.intake("#"), ANYCAST, JOBS_BYTES, FAIL, UNLIMITED, UNLIMITED, Duration.ZERO),
        forgetful(
            Channels.events("#"), MULTICAST, FORGOTTEN_SUBSCRIPTION_MESSAGES, Duration.ofDays(7)),
        forgetful(Channels.secrets("#"), MULTICAST, FORGOTTEN_LETTERS, OUTDATED_QUESTION),
        forgetful(Channels.UNTELLABLE, ANYCAST, FORGOTTEN_LETTERS, Duration.ofDays(30)),
        forgetful(Channels.rejects("#"), ANYCAST, FORGOTTEN_LETTERS, Duration.ofDays(7)),
        forgetful(Channels.replies("#"), ANYCAST, FORGOTTEN_LETTERS, Duration.ofDays(1)));
  }

  private static Limits forgetful(String match, RoutingType routing, int ring, Duration expiry) {
    return new Limits(match, routing, JOBS_BYTES, DROP, UNLIMITED, ring, expiry);
  }

  private static List<Permission> permissionsOf(List<Grant> grants) {
    var permissions = new ArrayList<Permission>();
    grants.forEach(grant -> permissions.addAll(grant.permissions()));
    // The broker looks at the closest match alone, so the api is named at every one.
    Stream.concat(Stream.of("#"), List.copyOf(permissions).stream().map(Permission::match))
        .distinct()
        .map(Grant::ofTheApi)
        .forEach(permissions::add);
    return List.copyOf(permissions);
  }
}
