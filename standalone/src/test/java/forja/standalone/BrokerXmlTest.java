package forja.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import forja.routes.wiring.Topology;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrokerXmlTest {
  private static final List<String> CUSTOMERS = List.of("main", "other");

  private Configuration embedded;
  private Configuration read;

  @BeforeEach
  void readTheXml() throws Exception {
    var xml = BrokerXmlMain.xml(CUSTOMERS).getBytes(StandardCharsets.UTF_8);
    embedded = BrokerConfiguration.of(Topology.of(CUSTOMERS));
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
        .isEqualTo(BrokerXmlMain.xml(Customers.BUILT_IN));
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
