package forja.api.store;

import forja.common.job.JobId;
import forja.common.job.JobIds;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;

/**
 * All rows of a class. Each customer has its own: those of another are not there. A reference is an
 * id or a name. Safe for many threads.
 */
public final class Store<R extends ItemRow> {
  private final Sessions sessions;
  private final Class<R> row;
  private final Supplier<R> blank;
  private final JobIds ids;
  private final Clock clock;
  private final Optional<Criterion> always;

  Store(Sessions sessions, Class<R> row, Supplier<R> blank, JobIds ids, Clock clock) {
    this.sessions = sessions;
    this.row = row;
    this.blank = blank;
    this.ids = ids;
    this.clock = clock;
    this.always = Optional.empty();
  }

  private Store(Store<R> whole, Criterion always) {
    this.sessions = whole.sessions;
    this.row = whole.row;
    this.blank = whole.blank;
    this.ids = whole.ids;
    this.clock = whole.clock;
    this.always = Optional.of(always);
  }

  /** The same store, of which only the items with this value of a field are there. */
  public Store<R> only(ItemField field, String value) {
    return new Store<>(this, new Criterion(field, Comparison.EQUALS, List.of(value)));
  }

  public Optional<R> find(int customer, UUID id) {
    return sessions.read(customer, session -> byId(session, id, LockMode.NONE));
  }

  public Optional<R> named(int customer, String name) {
    return sessions.read(customer, session -> byName(session, name, LockMode.NONE));
  }

  public Optional<R> find(int customer, String reference) {
    return sessions.read(customer, session -> referred(session, reference, LockMode.NONE));
  }

  public Page<R> page(int customer, ItemQuery query) {
    var statement = new PageStatement(row, query.and(always));
    // One more than the page shows whether there is another page.
    var found =
        sessions.read(
            customer,
            session -> {
              var selection = session.createSelectionQuery(statement.text(), Object[].class);
              statement.parameters().forEach(selection::setParameter);
              return selection.setMaxResults(query.limit() + 1).getResultList();
            });
    var shown = found.size() > query.limit() ? found.subList(0, query.limit()) : found;
    var items = shown.stream().map(columns -> row.cast(columns[0])).toList();
    return new Page<>(
        items,
        found.size() > query.limit()
            ? Optional.of(new Cursor(query.sort(), shown.getLast()[1], items.getLast().id()).text())
            : Optional.empty());
  }

  /** Throws {@link NameTaken}; what the filling throws leaves nothing behind. */
  public R create(int customer, String by, Consumer<R> filling) {
    return sessions.write(
        customer,
        session -> {
          var made = blank.get();
          made.begin(customer, ids.next().value(), by, now());
          filling.accept(made);
          session.insert(made);
          return made;
        });
  }

  /**
   * Empty when there is none. Throws {@link NameTaken}; what the change throws leaves all as it
   * was. The change may be called more than once, each time with what the row is by then.
   */
  public Optional<R> change(int customer, String reference, String by, Consumer<R> change) {
    return sessions.write(
        customer,
        session -> {
          var found = referred(session, reference, LockMode.PESSIMISTIC_WRITE);
          found.ifPresent(changed -> {
            change.accept(changed);
            changed.change(by, now());
            session.update(changed);
          });
          return found;
        });
  }

  /** What was removed; the check may refuse by throwing. */
  public Optional<R> remove(int customer, String reference, Consumer<R> check) {
    return sessions.write(
        customer,
        session -> {
          var found = referred(session, reference, LockMode.PESSIMISTIC_WRITE);
          found.ifPresent(removed -> {
            check.accept(removed);
            session.delete(removed);
          });
          return found;
        });
  }

  /** How many the customer has. */
  public long count(int customer) {
    return sessions.read(
        customer,
        session -> {
          var all = "select count(*) from " + row.getName() + " i where i.customer = :customer";
          var selection =
              session
                  .createSelectionQuery(all + also(), Long.class)
                  .setParameter("customer", customer);
          always.ifPresent(criterion -> selection.setParameter("only", only(criterion)));
          return selection.getSingleResult();
        });
  }

  /** All that the customer has, however many; gives how many there were. */
  public int removeAll(int customer) {
    return sessions.write(
        customer,
        session -> {
          var all = "delete from " + row.getName() + " i where i.customer = :customer";
          var removal =
              session.createMutationQuery(all + also()).setParameter("customer", customer);
          always.ifPresent(criterion -> removal.setParameter("only", only(criterion)));
          return removal.executeUpdate();
        });
  }

  private Optional<R> referred(StatelessSession session, String reference, LockMode lock) {
    return JobId.parse(reference)
        .map(id -> byId(session, id.value(), lock))
        .orElseGet(() -> byName(session, reference, lock));
  }

  private Optional<R> byId(StatelessSession session, UUID id, LockMode lock) {
    return first(select(session, "i.id = :value").setParameter("value", id), lock);
  }

  private Optional<R> byName(StatelessSession session, String name, LockMode lock) {
    var found = select(session, "lower(i.name) = lower(:value)").setParameter("value", name);
    return first(found, lock);
  }

  /** Whoever locks comes after all who did so before, and sees what they have made of it. */
  private Optional<R> first(SelectionQuery<R> selection, LockMode lock) {
    return selection.setHibernateLockMode(lock).getResultList().stream().findFirst();
  }

  private SelectionQuery<R> select(StatelessSession session, String condition) {
    var some = "from " + row.getName() + " i where " + condition;
    var selection = session.createSelectionQuery(some + also(), row);
    always.ifPresent(criterion -> selection.setParameter("only", only(criterion)));
    return selection;
  }

  private String also() {
    return always.map(criterion -> " and " + criterion.field().path() + " = :only").orElse("");
  }

  private static Object only(Criterion criterion) {
    return criterion.values().getFirst();
  }

  /** As PostgreSQL keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
