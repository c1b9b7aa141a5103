package forja.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No statement forgets whose rows it is about, unless it is known to be about all of them. */
class ScopeTest {
  /** Those that work for the whole farm: no caller reaches them with words of his own. */
  private static final Set<String> OF_THE_FARM =
      Set.of(
          // The loops: they look at the jobs of all customers.
          "CancelLoop",
          "Deadlines",
          "DeathCount",
          "DueJobs",
          "EventPublisher",
          "HistoryMover",
          "LaneRates",
          "LaneRelease",
          "LedgerSweeper",
          "LockWaits",
          "LogProjection",
          "Partitions",
          "Reconciler",
          "TaleTable",
          // A pause holds for the farm, and the farm's administrator alone sets it.
          "Pauses",
          // Jobs by their ids, after LedgerReader.find has said whose they are.
          "JobChanges",
          "Finals.ENDED",
          "UniqueJobs.STATES",
          // What a worker says of a job is held against whoever's job it is.
          "JobHolders",
          // Another master key is one for all.
          "SecretShelf.KEYS",
          "SecretShelf.RESEAL",
          // Who shows a token, a session or a family of them says by it whose it is.
          "Accounts.BY_ID",
          "BearerReader",
          "Logins",
          // Figures without names, for /metrics.
          "LedgerReader.IN_DOUBT",
          "DeadLetterPage.COUNT");

  @Test
  void namesTheCustomerWhereverRowsHaveOne() {
    var scoped = scopedTables();
    var forgetful = new TreeSet<String>();
    statements()
        .forEach((name, sql) -> {
          boolean isScoped = scoped.stream().anyMatch(table -> mentions(sql, table));
          boolean namesIt = sql.takes("customer") || sql.takes("customers");
          if (isScoped && !namesIt && !isOfTheFarm(name)) {
            forgetful.add(name + ": " + sql);
          }
        });

    assertThat(scoped).contains("job", "every_job", "job_event", "permit_limit", "dead_letter");
    assertThat(forgetful).isEmpty();
  }

  @Test
  void excusesNothingThatIsNotThere() {
    var names = new TreeSet<String>();
    statements()
        .keySet()
        .forEach(name -> {
          names.add(name);
          names.add(name.split("\\.", 2)[0]);
        });

    assertThat(names).containsAll(OF_THE_FARM);
  }

  private static boolean isOfTheFarm(String name) {
    return OF_THE_FARM.contains(name) || OF_THE_FARM.contains(name.split("\\.", 2)[0]);
  }

  private static boolean mentions(LedgerSql sql, String table) {
    return Pattern.compile("\\b(from|join|into|update|using)\\s+" + table + "\\b")
        .matcher(sql.toString())
        .find();
  }

  /** All tables of the migrations with a column for the customer, and the view of them. */
  private static Set<String> scopedTables() {
    var create = Pattern.compile("create table (\\w+) \\(\\n(.*?)\\n\\)", Pattern.DOTALL);
    var tables = new TreeSet<>(Set.of("every_job", "job_history"));
    for (var migration : files(root().resolve("db/migration"), ".sql")) {
      var found = create.matcher(text(migration));
      while (found.find()) {
        if (Pattern.compile("^\\s*(customer\\s+int|like item)\\b", Pattern.MULTILINE)
            .matcher(found.group(2))
            .find()) {
          tables.add(found.group(1));
        }
      }
    }
    return tables;
  }

  private static Map<String, LedgerSql> statements() {
    var statements = new TreeMap<String, LedgerSql>();
    for (var file : files(root().resolve("forja"), ".class")) {
      var name = root().relativize(file).toString().replace('/', '.').replace(".class", "");
      if (!name.endsWith("-info")) {
        Stream.of(load(name).getDeclaredFields())
            .filter(field -> field.getType() == LedgerSql.class)
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .forEach(field ->
                statements.put(
                    field.getDeclaringClass().getSimpleName() + "." + field.getName(),
                    value(field)));
      }
    }
    return statements;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ScopeTest.class.getClassLoader());
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static LedgerSql value(Field field) {
    try {
      field.setAccessible(true);
      return (LedgerSql) field.get(null);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Path root() {
    try {
      return Path.of(LedgerSql.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Iterable<Path> files(Path folder, String ending) {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
