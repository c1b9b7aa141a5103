package forja.standalone;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** The embedded broker's configuration as the {@code broker.xml} of one that runs apart. */
final class BrokerXml {
  private static final String HEAD =
      """
      Written by ./forja broker-xml from the addresses, queues and permissions the programs rely on. Not to be
      edited by hand, but for the acceptor's address. Users and their roles stand in the broker's login module: a
      role is that of one worker or of one customer, so write it anew with every worker and customer that comes.\
      """;
  private static final Map<String, Predicate<Role>> PERMISSIONS =
      new TreeMap<>(
          Map.of(
              "send", Role::isSend,
              "consume", Role::isConsume,
              "browse", Role::isBrowse,
              "manage", Role::isManage,
              "createAddress", Role::isCreateAddress,
              "deleteAddress", Role::isDeleteAddress,
              "createDurableQueue", Role::isCreateDurableQueue,
              "deleteDurableQueue", Role::isDeleteDurableQueue,
              "createNonDurableQueue", Role::isCreateNonDurableQueue,
              "deleteNonDurableQueue", Role::isDeleteNonDurableQueue));

  private final Configuration configuration;
  private final XmlText xml = new XmlText();

  private BrokerXml(Configuration configuration) {
    this.configuration = configuration;
  }

  static String of(Configuration configuration, String acceptor) {
    var broker = new BrokerXml(configuration);
    broker.xml.comment(HEAD);
    broker.xml.element(
        "configuration",
        Map.of("xmlns", "urn:activemq"),
        () ->
            broker.xml.element(
                "core", Map.of("xmlns", "urn:activemq:core"), () -> broker.core(acceptor)));
    return broker.xml.toString();
  }

  private void core(String acceptor) {
    xml.text("name", configuration.getName());
    xml.text("persistence-enabled", configuration.isPersistenceEnabled());
    xml.text("security-enabled", configuration.isSecurityEnabled());
    xml.text("journal-type", configuration.getJournalType());
    xml.text("journal-buffer-timeout", configuration.getJournalBufferTimeout_AIO());
    xml.text("journal-pool-files", configuration.getJournalPoolFiles());
    xml.text("id-cache-size", configuration.getIDCacheSize());
    xml.text("persist-id-cache", configuration.isPersistIDCache());
    xml.text(
        "persist-delivery-count-before-delivery",
        configuration.isPersistDeliveryCountBeforeDelivery());
    xml.text("max-disk-usage", configuration.getMaxDiskUsage());
    xml.text("uuid-namespace", configuration.getUuidNamespace());
    xml.element("acceptors", () -> xml.text("acceptor", Map.of("name", "forja"), acceptor));
    xml.element(
        "security-settings",
        () -> new TreeMap<>(configuration.getSecurityRoles()).forEach(this::securitySetting));
    xml.element(
        "address-settings",
        () -> new TreeMap<>(configuration.getAddressSettings()).forEach(this::addressSetting));
    xml.element("addresses", () -> configuration.getAddressConfigurations().forEach(this::address));
  }

  private void securitySetting(String match, Set<Role> roles) {
    xml.element(
        "security-setting",
        Map.of("match", match),
        () -> PERMISSIONS.forEach((type, allows) -> permission(type, namesOf(roles, allows))));
  }

  private static String namesOf(Set<Role> roles, Predicate<Role> allows) {
    return roles.stream()
        .filter(allows)
        .map(Role::getName)
        .sorted()
        .collect(Collectors.joining(","));
  }

  private void permission(String type, String roles) {
    if (!roles.isEmpty()) {
      xml.element("permission", Map.of("type", type, "roles", roles), () -> {});
    }
  }

  private void addressSetting(String match, AddressSettings settings) {
    xml.element("address-setting", Map.of("match", match), () -> limits(settings));
  }

  private void limits(AddressSettings settings) {
    xml.text("dead-letter-address", settings.getDeadLetterAddress());
    xml.text("expiry-address", settings.getExpiryAddress());
    xml.text("expiry-delay", settings.getExpiryDelay());
    xml.text("max-delivery-attempts", settings.getMaxDeliveryAttempts());
    xml.text("max-size-bytes", settings.getMaxSizeBytes());
    xml.text("address-full-policy", settings.getAddressFullMessagePolicy());
    xml.text("default-ring-size", settings.getDefaultRingSize());
    xml.text("default-address-routing-type", settings.getDefaultAddressRoutingType());
    xml.text("default-queue-routing-type", settings.getDefaultQueueRoutingType());
  }

  private void address(CoreAddressConfiguration address) {
    var routing = address.getRoutingTypes().iterator().next().name().toLowerCase(Locale.ROOT);
    xml.element(
        "address",
        Map.of("name", address.getName()),
        () -> xml.element(routing, () -> address.getQueueConfigs().forEach(this::queue)));
  }

  private void queue(QueueConfiguration queue) {
    var exclusive = queue.isExclusive() ? Map.of("exclusive", "true") : Map.<String, String>of();
    var attributes = new TreeMap<>(exclusive);
    attributes.put("name", queue.getName().toString());
    xml.element("queue", attributes, () -> xml.text("durable", queue.isDurable()));
  }
}
