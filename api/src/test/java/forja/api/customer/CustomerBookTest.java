package forja.api.customer;

import static org.assertj.core.api.Assertions.assertThat;

import forja.api.ledger.Customer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class CustomerBookTest {
  private static final Customer ACME = new Customer(2, "acme");
  private static final Customer NEW_ACME = new Customer(3, "acme");

  private final List<Customer> living = new CopyOnWriteArrayList<>(List.of(Customer.MAIN));
  private final CustomerBook book = new CustomerBook(() -> List.copyOf(living));
  private final List<String> heard = new ArrayList<>();

  /** Writes down what it hears; is away at first as often as it is told to be. */
  private final class Scribe implements CustomerBook.Listener {
    private int away;

    Scribe(int away) {
      this.away = away;
    }

    @Override
    public void came(Customer customer) {
      if (away-- > 0) {
        throw new IllegalStateException("away");
      }
      heard.add("+" + customer.id());
    }

    @Override
    public void left(Customer customer) {
      heard.add("-" + customer.id());
    }
  }

  @Test
  void knowsWhoIsThere() {
    assertThat(book.named("main")).contains(Customer.MAIN);
    assertThat(book.named("acme")).isEmpty();

    living.add(ACME);
    book.refresh();

    assertThat(book.named("acme")).contains(ACME);
    assertThat(book.numbered(2)).contains(ACME);
    assertThat(book.all()).containsExactlyInAnyOrder(Customer.MAIN, ACME);
  }

  @Test
  void tellsOfThoseWhoAreThereAndOfEachChangeOnce() {
    book.tell(new Scribe(0));
    living.add(ACME);
    book.refresh();
    book.refresh();
    living.remove(ACME);
    book.refresh();

    assertThat(heard).containsExactly("+1", "+2", "-2");
  }

  @Test
  void tellsANamesakeFromTheOneThatHasGone() {
    living.add(ACME);
    book.tell(new Scribe(0));

    living.remove(ACME);
    living.add(NEW_ACME);
    book.refresh();

    assertThat(heard).containsExactly("+1", "+2", "-2", "+3");
  }

  @Test
  void tellsAgainWhoCouldNotHear() {
    book.tell(new Scribe(2));
    book.refresh();
    assertThat(heard).isEmpty();

    book.refresh();

    assertThat(heard).containsExactly("+1");
  }
}
