package forja.routes.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import forja.common.job.Capability;
import forja.routes.wiring.Topology.Action;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GrantTest {
  private static final String A_TEMPORARY_QUEUE =
      Channels.TEMPORARY + ".01919b5e-5f00-7000-8000-000000000000";

  private final Grant api = Grant.ofTheApi();
  private final Grant worker = Grant.ofWorker("one", List.of("default", "gpu"));
  private final Grant customer = Grant.ofCustomer("main");

  @Test
  void letsTheApiDoEverything() {
    for (var action : Action.values()) {
      assertThat(api.allows(action, "forja.intake.main")).isTrue();
      assertThat(api.allows(action, "activemq.management")).isTrue();
      assertThat(api.allows(action, A_TEMPORARY_QUEUE)).isTrue();
    }
  }

  @Test
  void letsAWorkerTakeJobsOfItsOwnPoolsOnly() {
    assertThat(worker.allows(Action.CONSUME, jobs("default"))).isTrue();
    assertThat(worker.allows(Action.CONSUME, jobs("gpu"))).isTrue();
    assertThat(worker.allows(Action.CONSUME, jobs("other"))).isFalse();
    assertThat(worker.allows(Action.BROWSE, jobs("default"))).isFalse();
    assertThat(worker.allows(Action.SEND, jobs("default"))).isFalse();
  }

  @Test
  void letsNoWorkerTakeWhatTheApiDoesItself() {
    var ofTheApi = Stream.of(Capability.values()).filter(Capability::isOfTheApi);

    assertThat(ofTheApi.map(capability -> Channels.jobs(capability, "default")))
        .isNotEmpty()
        .noneMatch(queue -> worker.allows(Action.CONSUME, queue));
  }

  @Test
  void letsAWorkerSpeakForItselfOnly() {
    for (var own : addressesOf("one")) {
      assertThat(worker.allows(Action.SEND, own)).as(own).isTrue();
    }
    for (var foreign : addressesOf("two")) {
      assertThat(worker.allows(Action.SEND, foreign)).as(foreign).isFalse();
    }
    assertThat(worker.allows(Action.SEND, Channels.STATUS_QUEUE)).isFalse();
    assertThat(worker.allows(Action.SEND, Channels.UNREADABLE)).isFalse();
  }

  @Test
  void letsAWorkerReadItsOwnAnswersOnly() {
    assertThat(worker.allows(Action.CONSUME, Channels.sealed("one"))).isTrue();
    assertThat(worker.allows(Action.CREATE_NON_DURABLE_QUEUE, Channels.sealed("one"))).isTrue();
    for (var foreign : List.of(Channels.sealed("two"), Channels.sealed("#"), "forja.#", "#")) {
      for (var action : Action.values()) {
        assertThat(worker.allows(action, foreign)).as(action + " " + foreign).isFalse();
      }
    }
  }

  @Test
  void letsACustomerHandInItsOwnJobsOnly() {
    assertThat(customer.allows(Action.SEND, Channels.intake("main"))).isTrue();
    assertThat(customer.allows(Action.SEND, Channels.intake("other"))).isFalse();
    assertThat(customer.allows(Action.CONSUME, Channels.intake("main"))).isFalse();
    assertThat(customer.allows(Action.CONSUME, jobs("default"))).isFalse();
  }

  @Test
  void letsACustomerReadWhatConcernsItOnly() {
    for (var own :
        List.of(
            Channels.rejects("main"),
            Channels.events("main"),
            Channels.replies("main") + ".mine",
            A_TEMPORARY_QUEUE)) {
      assertThat(customer.allows(Action.CONSUME, own)).as(own).isTrue();
    }
    for (var foreign :
        List.of(
            Channels.rejects("other"),
            Channels.events("other"),
            Channels.replies("other") + ".theirs",
            Channels.replies("mainly") + ".theirs",
            Channels.STATUS_QUEUE,
            Channels.sealed("one"),
            Channels.CONTROL)) {
      assertThat(customer.allows(Action.CONSUME, foreign)).as(foreign).isFalse();
    }
  }

  @Test
  void understandsPatternsAsTheBrokerDoes() {
    assertThat(AddressMatch.matches("#", "a.b")).isTrue();
    assertThat(AddressMatch.matches("a.#", "a")).isTrue();
    assertThat(AddressMatch.matches("a.#", "a.b.c")).isTrue();
    assertThat(AddressMatch.matches("a.#", "ab.c")).isFalse();
    assertThat(AddressMatch.matches("a.*.c", "a.b.c")).isTrue();
    assertThat(AddressMatch.matches("a.*.c", "a.c")).isFalse();
    assertThat(AddressMatch.matches("a.*.c", "a.b.d")).isFalse();
    assertThat(AddressMatch.matches("a.b", "a.b.c")).isFalse();
    assertThat(AddressMatch.matches("a.b", "A.b")).isFalse();
  }

  private static List<String> addressesOf(String worker) {
    return List.of(
        Channels.status(worker),
        Channels.logs(worker),
        Channels.heartbeats(worker),
        Channels.secrets(worker),
        Channels.refused(worker));
  }

  private static String jobs(String pool) {
    return Channels.jobs(Capability.FARM, pool);
  }
}
