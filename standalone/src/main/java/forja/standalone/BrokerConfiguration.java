package forja.standalone;

import static forja.routes.wiring.Topology.Action.BROWSE;
import static forja.routes.wiring.Topology.Action.CONSUME;
import static forja.routes.wiring.Topology.Action.CREATE_ADDRESS;
import static forja.routes.wiring.Topology.Action.CREATE_DURABLE_QUEUE;
import static forja.routes.wiring.Topology.Action.CREATE_NON_DURABLE_QUEUE;
import static forja.routes.wiring.Topology.Action.DELETE_ADDRESS;
import static forja.routes.wiring.Topology.Action.DELETE_DURABLE_QUEUE;
import static forja.routes.wiring.Topology.Action.DELETE_NON_DURABLE_QUEUE;
import static forja.routes.wiring.Topology.Action.MANAGE;
import static forja.routes.wiring.Topology.Action.SEND;

import forja.routes.wiring.Channels;
import forja.routes.wiring.Topology;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** Says to the embedded broker what the topology declares. */
final class BrokerConfiguration {
  private static final int REMEMBERED_IDS = 200_000;
  private static final int FULLEST_DISK_PERCENT = 95;
  private static final int POOLED_JOURNAL_FILES = 10;

  /** Compaction reads the whole journal again; of 10 MB each, so many files are worth that. */
  private static final int FILES_BEFORE_COMPACTION = 60;

  /** Has no queue: what expires is dropped. Without a name the broker warns at every queue. */
  private static final SimpleString EXPIRED = SimpleString.of("forja.expired");

  private BrokerConfiguration() {}

  static Configuration of(Topology topology) {
    var configuration =
        new ConfigurationImpl()
            .setName("forja")
            .setSecurityEnabled(true)
            .setPersistenceEnabled(true)
            .setJMXManagementEnabled(false)
            .setIDCacheSize(REMEMBERED_IDS)
            .setPersistIDCache(true)
            .setPersistDeliveryCountBeforeDelivery(true)
            .setMaxDiskUsage(FULLEST_DISK_PERCENT)
            .setUuidNamespace(Channels.TEMPORARY)
            .setSecurityRoles(roles(topology));
    // Only so that the broker does not warn at every question it is asked.
    configuration.addAddressSetting("activemq.#", withExits());
    for (var address : topology.addresses()) {
      configuration.addAddressConfiguration(address(address, topology));
    }
    topology
        .limits()
        .forEach(limits -> configuration.addAddressSetting(limits.match(), settings(limits)));
    return configuration;
  }

  /** All below one folder; nothing lands in the working directory. */
  static void keepIn(Path folder, Configuration configuration) {
    configuration
        .setJournalDirectory(folder.resolve("journal").toString())
        .setBindingsDirectory(folder.resolve("bindings").toString())
        .setPagingDirectory(folder.resolve("paging").toString())
        .setLargeMessagesDirectory(folder.resolve("large-messages").toString());
  }

  /** The default of NIO, 3.33 ms, is what a lonely sender would wait for each message. */
  static void journal(Configuration configuration, JournalType type, int bufferTimeoutNanos) {
    configuration
        .setJournalType(type)
        .setJournalPoolFiles(POOLED_JOURNAL_FILES)
        .setJournalCompactMinFiles(FILES_BEFORE_COMPACTION)
        .setJournalBufferTimeout_AIO(bufferTimeoutNanos)
        .setJournalBufferTimeout_NIO(bufferTimeoutNanos);
  }

  private static CoreAddressConfiguration address(Topology.Address address, Topology topology) {
    var configuration =
        new CoreAddressConfiguration().setName(address.name()).addRoutingType(address.routing());
    topology.queues().stream()
        .filter(queue -> queue.address().equals(address.name()))
        .forEach(queue -> configuration.addQueueConfiguration(queue(queue)));
    return configuration;
  }

  private static QueueConfiguration queue(Topology.Queue queue) {
    return QueueConfiguration.of(queue.name())
        .setAddress(queue.address())
        .setRoutingType(queue.routing())
        .setDurable(true)
        .setExclusive(queue.exclusive());
  }

  private static AddressSettings settings(Topology.Limits limits) {
    var settings =
        withExits()
            .setDefaultAddressRoutingType(limits.routing())
            .setDefaultQueueRoutingType(limits.routing())
            .setMaxSizeBytes(limits.maxBytes())
            .setMaxDeliveryAttempts(limits.deliveries())
            .setDefaultRingSize(limits.ring())
            .setAddressFullMessagePolicy(
                AddressFullMessagePolicy.valueOf(limits.whenFull().name()));
    return limits.expiry().isZero()
        ? settings
        : settings.setExpiryDelay(limits.expiry().toMillis());
  }

  private static AddressSettings withExits() {
    return new AddressSettings()
        .setDeadLetterAddress(SimpleString.of(Channels.DEAD))
        .setExpiryAddress(EXPIRED);
  }

  private static Map<String, Set<Role>> roles(Topology topology) {
    var roles = new TreeMap<String, Set<Role>>();
    for (var permission : topology.permissions()) {
      roles.computeIfAbsent(permission.match(), _ -> new HashSet<>()).add(role(permission));
    }
    return roles;
  }

  private static Role role(Topology.Permission permission) {
    var may = permission.actions();
    return new Role(
        permission.role(),
        may.contains(SEND),
        may.contains(CONSUME),
        may.contains(CREATE_DURABLE_QUEUE),
        may.contains(DELETE_DURABLE_QUEUE),
        may.contains(CREATE_NON_DURABLE_QUEUE),
        may.contains(DELETE_NON_DURABLE_QUEUE),
        may.contains(MANAGE),
        may.contains(BROWSE),
        may.contains(CREATE_ADDRESS),
        may.contains(DELETE_ADDRESS),
        false,
        false);
  }
}
