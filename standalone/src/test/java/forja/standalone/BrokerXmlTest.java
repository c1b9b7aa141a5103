package forja.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.routes.program.CannotStart;
import forja.routes.wiring.Grant;
import forja.routes.wiring.Topology;
import forja.routes.wiring.Topology.Action;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.HierarchicalObjectRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerXmlTest {
  private static final BrokerXmlConfig ROLES =
      BrokerXmlConfig.read(
          List.of("main", "other", "--worker", "one", "--worker", "two:gpu,arm64"));
  private static final List<String> ADDRESSES =
      List.of(
          "forja.jobs.farm.default",
          "forja.jobs.farm.gpu",
          "forja.jobs.customer.default",
          "forja.status",
          "forja.status.one",
          "forja.logs.two",
          "forja.workers.one",
          "forja.workers.#",
          "forja.secrets.one",
          "forja.sealed.two",
          "forja.refused.one",
          "forja.control",
          "forja.intake.main",
          "forja.intake.third",
          "forja.rejects.other",
          "forja.replies.main.mine",
          "forja.events.other",
          "forja.temporary.01919b5e-5f00-7000-8000-000000000000",
          "activemq.management",
          "anything");

  private Configuration embedded;
  private Configuration read;

  @BeforeEach
  void readTheXml() throws Exception {
    var xml = BrokerXmlMain.xml(ROLES).getBytes(StandardCharsets.UTF_8);
    embedded = BrokerConfiguration.of(Topology.of(ROLES.customers(), ROLES.workers()));
    read = new FileConfigurationParser().parseMainConfig(new ByteArrayInputStream(xml));
  }

  @Test
  void declaresTheAddressesAndQueuesOfTheEmbeddedBroker() {
    assertThat(addresses(read)).isNotEmpty().isEqualTo(addresses(embedded));
    assertThat(queues(read)).isNotEmpty().isEqualTo(queues(embedded));
  }

  @Test
  void limitsWhatTheEmbeddedBrokerLimits() {
    assertThat(limits(read)).isNotEmpty().isEqualTo(limits(embedded));
  }

  @Test
  void permitsWhatTheEmbeddedBrokerPermits() {
    assertThat(read.getSecurityRoles()).isNotEmpty().isEqualTo(embedded.getSecurityRoles());
    assertThat(read.isSecurityEnabled()).isTrue();
  }

  /** The embedded broker asks the grants, another one its closest match: both decide alike. */
  @Test
  void letsEachRoleDoWhatTheEmbeddedBrokerLetsItDo() {
    var closest = new HierarchicalObjectRepository<Set<Role>>();
    closest.setDefault(Set.of());
    read.getSecurityRoles().forEach(closest::addMatch);

    for (var grant : grants()) {
      for (var address : ADDRESSES) {
        for (var action : Action.values()) {
          assertThat(
                  closest.getMatch(address).stream()
                      .filter(role -> role.getName().equals(grant.role()))
                      .anyMatch(role -> CheckType.valueOf(action.name()).hasRole(role)))
              .as(grant.role() + " " + action + " " + address)
              .isEqualTo(grant.allows(action, address));
        }
      }
    }
  }

  private static List<Grant> grants() {
    return Stream.concat(
            Stream.concat(
                Stream.of(Grant.ofTheApi()), ROLES.customers().stream().map(Grant::ofCustomer)),
            ROLES.workers().stream())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Main", "--worker", "--worker One", "--worker one:", "--worker one:A"})
  void saysWhatItDoesNotUnderstand(String words) {
    assertThatThrownBy(() -> BrokerXmlConfig.read(List.of(words.split(" "))))
        .isInstanceOf(CannotStart.class);
  }

  @Test
  void remembersAsMuchAsTheEmbeddedBroker() {
    assertThat(read.getIDCacheSize()).isEqualTo(embedded.getIDCacheSize());
    assertThat(read.isPersistIDCache()).isTrue();
    assertThat(read.isPersistDeliveryCountBeforeDelivery())
        .isEqualTo(embedded.isPersistDeliveryCountBeforeDelivery())
        .isTrue();
    assertThat(read.getUuidNamespace()).isEqualTo(embedded.getUuidNamespace());
  }

  @Test
  void isTheFileThatShips() throws Exception {
    assertThat(Files.readString(Path.of("../etc/broker.xml")))
        .as("./forja broker-xml > etc/broker.xml")
        .isEqualTo(BrokerXmlMain.xml(BrokerXmlConfig.BUILT_IN));
  }

  private static List<String> addresses(Configuration configuration) {
    return configuration.getAddressConfigurations().stream()
        .map(address -> address.getName() + " " + address.getRoutingTypes())
        .toList();
  }

  private static List<String> queues(Configuration configuration) {
    return configuration.getAddressConfigurations().stream()
        .flatMap(address -> address.getQueueConfigs().stream())
        .map(BrokerXmlTest::describe)
        .toList();
  }

  /** By what the broker goes by: an unset limit equals one that is set to the default. */
  private static Map<String, String> limits(Configuration configuration) {
    return configuration.getAddressSettings().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> describe(entry.getValue())));
  }

  private static String describe(AddressSettings settings) {
    return "dead %s expired %s after %s, %s deliveries, %s bytes then %s, ring %s, %s, %s"
        .formatted(
            settings.getDeadLetterAddress(),
            settings.getExpiryAddress(),
            settings.getExpiryDelay(),
            settings.getMaxDeliveryAttempts(),
            settings.getMaxSizeBytes(),
            settings.getAddressFullMessagePolicy(),
            settings.getDefaultRingSize(),
            settings.getDefaultAddressRoutingType(),
            settings.getDefaultQueueRoutingType());
  }

  private static String describe(QueueConfiguration queue) {
    return "%s on %s, %s, durable %s, exclusive %s"
        .formatted(
            queue.getName(),
            queue.getAddress(),
            queue.getRoutingType(),
            queue.isDurable(),
            queue.isExclusive() != null && queue.isExclusive());
  }
}
