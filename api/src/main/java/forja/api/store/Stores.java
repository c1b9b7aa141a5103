package forja.api.store;

import forja.api.ledger.LedgerDatabase;
import forja.common.job.JobIds;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.AvailableSettings;

/** The stores of an api process, on the connections of its ledger. Safe for many threads. */
public final class Stores implements AutoCloseable {
  private final StandardServiceRegistry registry;
  private final SessionFactory factory;
  private final Sessions sessions;
  private final JobIds ids;
  private final Clock clock;

  private Stores(StandardServiceRegistry registry, SessionFactory factory, Clock clock) {
    this.registry = registry;
    this.factory = factory;
    this.sessions = new Sessions(factory);
    this.ids = new JobIds(clock);
    this.clock = clock;
  }

  /** For rows of these classes; each has its table by then. */
  public static Stores open(
      LedgerDatabase database, Clock clock, List<Class<? extends ItemRow>> rows) {
    var registry = new StandardServiceRegistryBuilder().applySettings(settings(database)).build();
    try {
      var sources = new MetadataSources(registry);
      rows.forEach(sources::addAnnotatedClass);
      return new Stores(registry, sources.buildMetadata().buildSessionFactory(), clock);
    } catch (RuntimeException failed) {
      StandardServiceRegistryBuilder.destroy(registry);
      throw failed;
    }
  }

  /** No cache knows rows: another api process may have changed them a moment ago. */
  private static Map<String, Object> settings(LedgerDatabase database) {
    return Map.of(
        AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, database.source(),
        AvailableSettings.USE_SECOND_LEVEL_CACHE, false,
        AvailableSettings.USE_QUERY_CACHE, false,
        // Their messages hold values of callers; what they mean is told by who asked.
        AvailableSettings.LOG_JDBC_ERRORS, false,
        AvailableSettings.JAKARTA_VALIDATION_MODE, "none");
  }

  /** The store of these rows; blank makes one that is filled then. */
  public <R extends ItemRow> Store<R> of(Class<R> row, Supplier<R> blank) {
    return new Store<>(sessions, row, blank, ids, clock);
  }

  @Override
  public void close() {
    factory.close();
    StandardServiceRegistryBuilder.destroy(registry);
  }
}
