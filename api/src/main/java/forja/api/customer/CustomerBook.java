package forja.api.customer;

import forja.api.http.CustomerNames;
import forja.api.ledger.Customer;
import forja.api.ledger.LoopThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The customers that live at this farm, as they were half a second ago; one that leaves is no
 * longer among them. Safe for many threads.
 */
public final class CustomerBook implements CustomerNames, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CustomerBook.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Supplier<List<Customer>> living;
  private final List<Reader> readers = new CopyOnWriteArrayList<>();
  private final ReentrantLock turn = new ReentrantLock();
  private volatile Map<String, Customer> byName = Map.of();
  private volatile Map<Integer, Customer> byNumber = Map.of();
  private Optional<LoopThread> loop = Optional.empty();

  /** Hears of customers, one call at a time; what it throws is told to it again a moment later. */
  public interface Listener {
    void came(Customer customer);

    void left(Customer customer);
  }

  /** Reads them at once. */
  public CustomerBook(Supplier<List<Customer>> living) {
    this.living = living;
    refresh();
  }

  /** From here on it stays up to date by itself. */
  public void start() {
    loop =
        Optional.of(
            LoopThread.start(
                "customers",
                () -> {
                  Thread.sleep(PAUSE);
                  refresh();
                }));
  }

  /** Tells of those who are here before it returns, and of all that come and go later. */
  public void tell(Listener listener) {
    readers.add(new Reader(listener));
    refresh();
  }

  @Override
  public Optional<Customer> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Optional<Customer> numbered(int id) {
    return Optional.ofNullable(byNumber.get(id));
  }

  public List<Customer> all() {
    return List.copyOf(byNumber.values());
  }

  /** Looks now; this process knows by the time it returns. */
  public void refresh() {
    turn.lock();
    try {
      var now = living.get();
      byName = now.stream().collect(Collectors.toMap(Customer::name, Function.identity()));
      byNumber = now.stream().collect(Collectors.toMap(Customer::id, Function.identity()));
      readers.forEach(reader -> reader.hear(now));
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void close() {
    loop.ifPresent(LoopThread::close);
  }

  /** What a listener has been told of so far. */
  private static final class Reader {
    private final Listener listener;
    private final Set<Customer> told = new HashSet<>();

    Reader(Listener listener) {
      this.listener = listener;
    }

    void hear(List<Customer> now) {
      for (var customer : new ArrayList<>(told)) {
        if (!now.contains(customer)) {
          tell(customer, listener::left, told::remove);
        }
      }
      for (var customer : now) {
        if (!told.contains(customer)) {
          tell(customer, listener::came, told::add);
        }
      }
    }

    private static void tell(Customer customer, Consumer<Customer> word, Consumer<Customer> note) {
      try {
        word.accept(customer);
        note.accept(customer);
      } catch (RuntimeException failed) {
        log.warn("customer {} is told of again in {}", customer.name(), PAUSE, failed);
      }
    }
  }
}
