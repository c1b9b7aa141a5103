package forja.api.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.store.gadget.GadgetRow;
import forja.api.store.gadget.Gadgets;
import forja.common.wire.Wire;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A store, asked by customers that exist for one test each. */
class StoreIT {
  private static final String US = "user:anna";

  private static Gadgets gadgets;
  private static int customers = 10;

  private final int mine = customers++;
  private final int others = customers++;
  private final Store<GadgetRow> store = gadgets.store;

  @BeforeAll
  static void open() {
    gadgets = new Gadgets(StoreIT.class, Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    gadgets.close();
  }

  private GadgetRow aGadget(int customer, String name) {
    return store.create(customer, US, row -> fill(row, gadget(name, 1)));
  }

  private static ObjectNode gadget(String name, int size) {
    return Wire.json().createObjectNode().put("name", name).put("size", size);
  }

  private static void fill(ItemRow row, ObjectNode document) {
    row.takeCommon(document);
    row.take(document);
  }

  private List<String> names(ItemQuery query) {
    return store.page(mine, query).items().stream().map(ItemRow::name).toList();
  }

  @Test
  void keepsWhatWasMade() {
    var made = aGadget(mine, "one");

    var found = store.find(mine, made.id()).orElseThrow();

    assertThat(found).usingRecursiveComparison().isEqualTo(made);
    assertThat(found.version()).isEqualTo(1);
    assertThat(found.createdBy()).isEqualTo(US);
  }

  @Test
  void showsNobodyWhatBelongsToAnother() {
    var theirs = aGadget(others, "one");
    var id = theirs.id().toString();

    assertThat(store.find(mine, theirs.id())).isEmpty();
    assertThat(store.named(mine, "one")).isEmpty();
    assertThat(store.find(mine, id)).isEmpty();
    assertThat(store.page(mine, ItemQuery.first(10)).items()).isEmpty();
    assertThat(store.count(mine)).isZero();
    assertThat(store.change(mine, id, US, row -> row.size = 7)).isEmpty();
    assertThat(store.remove(mine, id, _ -> {})).isEmpty();
    assertThat(store.removeAll(mine)).isZero();
    assertThat(store.find(others, id).orElseThrow().size).isEqualTo(1);
  }

  @Test
  void findsByNameWhateverTheCase() {
    var made = aGadget(mine, "Web-1");

    assertThat(store.find(mine, "web-1")).map(ItemRow::id).contains(made.id());
    assertThatThrownBy(() -> aGadget(mine, "wEB-1")).isInstanceOf(NameTaken.class);
    assertThat(aGadget(others, "web-1").name()).isEqualTo("web-1");
  }

  @Test
  void refusesANameThatAnotherOneHas() {
    aGadget(mine, "one");
    var two = aGadget(mine, "two").id().toString();

    assertThatThrownBy(() -> store.change(mine, two, US, row -> row.call("one")))
        .isInstanceOf(NameTaken.class);
    assertThat(store.find(mine, two)).map(ItemRow::name).contains("two");
  }

  @Test
  void countsItsVersions() {
    aGadget(mine, "one");

    var changed = store.change(mine, "one", "user:ben", row -> row.size = 2).orElseThrow();

    assertThat(store.named(mine, "one").orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(changed);
    assertThat(changed.version()).isEqualTo(2);
    assertThat(changed.updatedBy()).isEqualTo("user:ben");
    assertThat(changed.createdBy()).isEqualTo(US);
  }

  @Test
  void leavesAllAsItWasWhenAChangeIsGivenUp() {
    aGadget(mine, "one");

    assertThatThrownBy(() ->
            store.change(
                mine,
                "one",
                US,
                row -> {
                  row.size = 9;
                  throw new IllegalArgumentException("no");
                }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(store.named(mine, "one").orElseThrow().size).isEqualTo(1);
  }

  @Test
  void losesNoneOfManyChangesAtOnce() throws Exception {
    aGadget(mine, "one");

    atOnce(
        IntStream.range(0, 60)
            .<Runnable>mapToObj(_ -> () -> store.change(mine, "one", US, row -> row.size++))
            .toList());

    var last = store.named(mine, "one").orElseThrow();
    assertThat(last.size).isEqualTo(61);
    assertThat(last.version()).isEqualTo(61);
  }

  @Test
  void givesANameToOneOnlyOfManyWhoWantIt() throws Exception {
    var made = new ArrayList<Optional<GadgetRow>>();

    atOnce(
        IntStream.range(0, 12)
            .<Runnable>mapToObj(_ ->
                () -> {
                  try {
                    var row = aGadget(mine, "wanted");
                    synchronized (made) {
                      made.add(Optional.of(row));
                    }
                  } catch (NameTaken _) {
                    assertThat(store.named(mine, "wanted")).isPresent();
                  }
                })
            .toList());

    assertThat(made).hasSize(1);
  }

  @Test
  void showsEachOnceWhileOthersComeAndGo() {
    IntStream.range(0, 30).forEach(number -> aGadget(mine, "stays-%02d".formatted(number)));
    var seen = new ArrayList<String>();
    var query = ItemQuery.first(7);
    var page = store.page(mine, query);

    for (int turn = 0; page.next().isPresent(); turn++) {
      page.items().forEach(row -> seen.add(row.name()));
      aGadget(mine, "a-comes-%02d".formatted(turn));
      aGadget(mine, "stays-%02d-comes".formatted(turn * 7));
      store.remove(mine, "a-comes-%02d".formatted(turn - 1), _ -> {});
      page = store.page(mine, query.from(page.next().get()));
    }
    page.items().forEach(row -> seen.add(row.name()));

    assertThat(seen).doesNotHaveDuplicates().isSorted();
    assertThat(seen.stream().filter(name -> name.matches("stays-\\d\\d"))).hasSize(30);
  }

  @Test
  void sortsByAnyFieldAndFromTheEnd() {
    List.of("b", "C", "a").forEach(name -> aGadget(mine, name));
    var newestFirst =
        new ItemQuery(
            List.of(),
            Map.of(),
            new Sort(ItemField.named("createdAt", ItemField.with(List.of())).orElseThrow(), true),
            Optional.empty(),
            2);

    assertThat(names(ItemQuery.first(10))).containsExactly("a", "b", "C");
    var first = store.page(mine, newestFirst);
    var second = store.page(mine, newestFirst.from(first.next().orElseThrow()));
    assertThat(first.items()).extracting(ItemRow::name).containsExactly("a", "C");
    assertThat(second.items()).extracting(ItemRow::name).containsExactly("b");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void findsByFields() {
    aGadget(mine, "one");
    aGadget(mine, "two");
    store.change(mine, "two", US, row -> row.colour = "red");

    var red = ItemQuery.first(10).where(ItemField.text("colour"), "red");
    assertThat(names(red)).containsExactly("two");
    assertThat(names(red.where(ItemField.NAME, "one"))).isEmpty();
  }

  @Test
  void removesAllOfOneCustomer() {
    aGadget(mine, "one");
    aGadget(mine, "two");
    aGadget(others, "one");

    assertThat(store.removeAll(mine)).isEqualTo(2);

    assertThat(store.count(mine)).isZero();
    assertThat(store.count(others)).isEqualTo(1);
  }

  private static void atOnce(List<Runnable> works) throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<?>>();
      works.forEach(work -> all.add(threads.submit(work)));
      for (var one : all) {
        one.get();
      }
    }
  }
}
