package forja.routes.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.Capability;
import forja.common.job.JobRequest;
import forja.routes.wiring.Topology.Action;
import forja.routes.wiring.Topology.Address;
import forja.routes.wiring.Topology.Permission;
import forja.routes.wiring.Topology.Queue;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.junit.jupiter.api.Test;

class TopologyTest {
  private final Topology topology =
      Topology.of(
          List.of("main", "other"), List.of(Grant.ofWorker("worker-1", List.of("default"))));

  @Test
  void hasAQueueForTheJobsOfEveryCapability() {
    assertThat(topology.queues().stream().map(Queue::name))
        .containsAll(
            Stream.of(Capability.values())
                .map(capability -> Channels.jobs(capability, JobRequest.DEFAULT_POOL))
                .toList());
  }

  @Test
  void hasAQueueBehindEveryAddressThatMustLoseNothing() {
    assertThat(topology.queues().stream().map(Queue::name))
        .contains(Channels.DEAD, Channels.UNREADABLE, Channels.STATUS_QUEUE, Channels.LOGS_QUEUE)
        .contains(Channels.SECRETS_QUEUE, Channels.REFUSED_QUEUE)
        .contains(Channels.intake("main"), Channels.rejects("main"))
        .contains(Channels.intake("other"), Channels.rejects("other"))
        .doesNotHaveDuplicates();
  }

  @Test
  void declaresTheAddressOfEveryQueueAndOfEveryTopic() {
    assertThat(topology.addresses())
        .containsAll(
            topology.queues().stream()
                .map(queue -> new Address(queue.address(), queue.routing()))
                .toList())
        .contains(new Address(Channels.CONTROL, RoutingType.MULTICAST))
        .contains(new Address(Channels.heartbeats("#"), RoutingType.MULTICAST))
        .contains(new Address(Channels.events("main"), RoutingType.MULTICAST))
        .doesNotHaveDuplicates();
  }

  @Test
  void letsOnlyTheApiAndTheCustomerItselfSendToAnIntake() {
    assertThat(may(Action.SEND, Channels.intake("main")))
        .containsExactlyInAnyOrder(Grant.API_ROLE, Grant.customerRole("main"));
  }

  @Test
  void letsOnlyTheApiSendJobsAndOrders() {
    var jobs = Channels.jobs(Capability.FARM, "default");
    for (var address : List.of(jobs, Channels.CONTROL, Channels.events("main"))) {
      assertThat(may(Action.SEND, address)).as(address).containsExactly(Grant.API_ROLE);
    }
  }

  @Test
  void letsNobodyButTheApiManage() {
    assertThat(topology.permissions().stream().filter(may -> may.actions().contains(Action.MANAGE)))
        .extracting(Permission::role)
        .containsOnly(Grant.API_ROLE);
  }

  @Test
  void namesTheApiAtEveryMatchBecauseTheClosestOneAloneCounts() {
    var matches =
        topology.permissions().stream().map(Permission::match).collect(Collectors.toSet());

    assertThat(matches)
        .contains("#")
        .allSatisfy(match ->
            assertThat(topology.permissions())
                .contains(new Permission(match, Grant.API_ROLE, EnumSet.allOf(Action.class))));
  }

  @Test
  void givesNoCustomerAnythingOfAnotherOne() {
    assertThat(
            topology.permissions().stream()
                .filter(may -> may.role().equals(Grant.customerRole("main")))
                .map(Permission::match))
        .noneMatch(match -> match.contains("other"));
  }

  @Test
  void neverPagesJobsAndLetsTheLedgerGiveThemUp() {
    var jobs =
        topology.limits().stream()
            .filter(limits -> limits.match().equals(Channels.allJobs()))
            .findFirst()
            .orElseThrow();

    assertThat(jobs.maxBytes()).isPositive();
    assertThat(topology.limits()).allMatch(limits -> limits.deliveries() == -1);
  }

  private List<String> may(Action action, String match) {
    return topology.permissions().stream()
        .filter(may -> may.match().equals(match) && may.actions().contains(action))
        .map(Permission::role)
        .toList();
  }
}
