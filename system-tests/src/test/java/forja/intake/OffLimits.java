package forja.intake;

import java.util.List;

/** Where a program with the credential of {@code main} may not write or read. */
final class OffLimits {
  static final List<String> TO_WRITE =
      List.of(
          "forja.intake.other",
          "forja.intake.other::forja.intake.other",
          "forja.jobs.farm.default",
          "forja.jobs.farm.default::forja.jobs.farm.default",
          "forja.status.w",
          "forja.control",
          "forja.dead",
          "forja.rejects.main",
          "forja.replies.main.x",
          "forja.replies.other.x",
          "forja.events.main",
          "activemq.management",
          "anything");
  static final List<String> TO_READ =
      List.of(
          "forja.intake.other",
          "forja.intake.main",
          "forja.intake.other::forja.intake.other",
          "forja.replies.main.x::forja.intake.other",
          "forja.jobs.farm.default",
          "forja.jobs.farm.default::forja.jobs.farm.default",
          "forja.replies.main.x::forja.jobs.farm.default",
          "forja.events.main::forja.status",
          "forja.status",
          "forja.status.#::forja.status",
          "forja.logs",
          "forja.rejects.other",
          "forja.replies.other.x",
          "forja.events.other",
          "forja.dead",
          "forja.control",
          "activemq.notifications",
          "$sys.mqtt.sessions",
          "#",
          "forja.replies.#");

  /** Where a customer may not have the farm answer. */
  static final List<String> TO_ANSWER =
      List.of(
          "forja.jobs.farm.default",
          "forja.control",
          "forja.status.w",
          "forja.replies.other.x",
          "forja.replies.main.x::forja.jobs.farm.default",
          "forja.replies.main",
          "forja.replies.main.",
          "forja.intake.main",
          "forja.intake.other",
          "forja.dead",
          "queue://forja.dead",
          "temp-queue://forja.dead",
          "topic://forja.control");

  private OffLimits() {}
}
