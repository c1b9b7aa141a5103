package forja.api.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.Caller;
import forja.api.http.Role;
import forja.api.ledger.ClockForTests;
import forja.api.ledger.Customer;
import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.PostgresForTests;
import forja.api.ledger.SealedTable;
import forja.api.store.Store;
import forja.api.store.Stores;
import forja.common.wire.Wire;
import forja.routes.program.CannotStart;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretShelfIT {
  private static final Customer MAIN = Customer.MAIN;
  private static final Customer OTHER = new Customer(2, "other");

  @TempDir Path folder;

  private final ClockForTests clock = new ClockForTests();
  private final String first = MasterKey.newLine();
  private final MasterKey key = MasterKey.of(first);
  private LedgerDatabase database;
  private Stores stores;
  private Store<SecretRow> store;
  private SecretShelf shelf;

  @BeforeEach
  void open() throws SQLException {
    database = LedgerDatabase.open(PostgresForTests.emptyDatabase(SecretShelfIT.class, 4));
    stores = Stores.open(database, clock, List.of(SecretRow.class));
    store = stores.of(SecretRow.class, SecretRow::new);
    shelf = new SecretShelf(database, key, clock);
    try (var connection = database.source().getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate("insert into customer (name) values ('other')");
    }
  }

  @AfterEach
  void close() {
    stores.close();
    database.close();
  }

  @Test
  void opensTheValuesOfACustomer() {
    keep(MAIN, "db", "hunter22");
    keep(MAIN, "api", "hunter23");
    keep(OTHER, "db", "hunter24");

    var values = shelf.open(MAIN.id(), List.of("db", "gone"));

    assertThat(values).containsOnlyKeys("db");
    assertThat(values.get("db")).isEqualTo("hunter22".getBytes(UTF_8));
    assertThat(shelf.open(OTHER.id(), List.of("db")).get("db"))
        .isEqualTo("hunter24".getBytes(UTF_8));
  }

  @Test
  void remembersToTheMinuteWhenAValueWasUsed() {
    keep(MAIN, "db", "hunter22");
    assertThat(view("db").has("usedAt")).isFalse();

    shelf.open(MAIN.id(), List.of("db"));
    var used = clock.instant().toString();
    assertThat(view("db").path("usedAt").asText()).isEqualTo(used);

    clock.advance(Duration.ofSeconds(50));
    shelf.open(MAIN.id(), List.of("db"));
    assertThat(view("db").path("usedAt").asText()).isEqualTo(used);

    clock.advance(Duration.ofSeconds(11));
    shelf.open(MAIN.id(), List.of("db"));
    assertThat(view("db").path("usedAt").asText()).isEqualTo(clock.instant().toString());
    assertThat(store.named(MAIN.id(), "db").orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void countsTheValuesOfASecret() {
    keep(MAIN, "db", "hunter22");

    change("db", "hunter2345");

    assertThat(view("db").path("number").asInt()).isEqualTo(2);
    assertThat(view("db").path("size").asInt()).isEqualTo(10);
    assertThat(shelf.open(MAIN.id(), List.of("db")).get("db"))
        .isEqualTo("hunter2345".getBytes(UTF_8));
  }

  @Test
  void sealsAllAnewUnderANewKey() {
    for (int number = 0; number < 501; number++) {
      keep(MAIN, "s" + number, "hunter-" + number);
    }
    keep(OTHER, "db", "hunter22");
    var second = MasterKey.newLine();
    var both = MasterKey.of(second + "," + first);
    var version = store.named(MAIN.id(), "s7").orElseThrow().version();

    assertThat(shelf.reseal(both)).isEqualTo(new Resealed(502, 0));
    assertThat(shelf.reseal(both)).isEqualTo(Resealed.NONE);

    var later = new SecretShelf(database, MasterKey.of(second), clock);
    assertThat(later.open(MAIN.id(), List.of("s500")).get("s500"))
        .isEqualTo("hunter-500".getBytes(UTF_8));
    assertThat(later.open(OTHER.id(), List.of("db"))).hasSize(1);
    assertThat(store.named(MAIN.id(), "s7").orElseThrow().version()).isEqualTo(version);
    assertThatThrownBy(() -> shelf.open(MAIN.id(), List.of("s1"))).isInstanceOf(CannotOpen.class);
  }

  @Test
  void countsWhatNoKeyOpensAndSealsTheRest() {
    keep(MAIN, "lost", "hunter22");
    var second = MasterKey.newLine();
    fill(MAIN, MasterKey.of(second), "kept", "hunter22");
    var others = MasterKey.of(MasterKey.newLine() + "," + second);

    assertThat(new SecretShelf(database, others, clock).reseal(others))
        .isEqualTo(new Resealed(1, 1));
  }

  @Test
  void keepsTheFarmsSecretOverANewMasterKey() {
    var table = new SealedTable(database);
    var before = FarmSecret.open(table, key).derive("proofs");
    var second = MasterKey.newLine();
    var both = MasterKey.of(second + "," + first);

    var farm = FarmSecret.open(table, both);
    assertThat(farm.reseal(both)).isEqualTo(new Resealed(1, 0));

    var later = FarmSecret.open(table, MasterKey.of(second));
    assertThat(later.derive("proofs")).isEqualTo(before).hasSize(32);
    assertThat(later.derive("other")).isNotEqualTo(before);
  }

  @Test
  void doesNotStartWithAMasterKeyThatOpensNothing() {
    var table = new SealedTable(database);
    FarmSecret.open(table, key);
    var wrong = MasterKey.of(MasterKey.newLine());

    assertThatThrownBy(() -> FarmSecret.open(table, wrong))
        .isInstanceOf(CannotStart.class)
        .hasMessageStartingWith("this is not the master key of this database")
        .hasMessageContaining(key.name())
        .hasMessageContaining(wrong.name());
  }

  @Test
  void makesAMasterKeyOnlyWhereNothingWasEverSealed() {
    var table = new SealedTable(database);
    var usual = folder.resolve("master.key");
    var config = new MasterKeyConfig(Optional.empty(), Optional.empty(), usual);
    var named = new MasterKeyConfig(Optional.empty(), Optional.of(usual), usual);

    assertThatThrownBy(() -> named.open(table)).isInstanceOf(CannotStart.class);
    var made = config.open(table);
    FarmSecret.open(table, made);

    assertThat(named.open(table).name()).isEqualTo(made.name());
    var elsewhere =
        new MasterKeyConfig(Optional.empty(), Optional.empty(), folder.resolve("none.key"));
    assertThatThrownBy(() -> elsewhere.open(table))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("--master-key FILE");
    assertThat(folder.resolve("none.key")).doesNotExist();
  }

  @Test
  void takesTheKeysOfTheEnvironmentUnlessAFileIsNamed() {
    var table = new SealedTable(database);
    var config =
        new MasterKeyConfig(Optional.of(first), Optional.empty(), folder.resolve("master.key"));

    assertThat(config.open(table).name()).isEqualTo(key.name());
    assertThat(config.toString()).isEqualTo("given").doesNotContain(first);
  }

  private void keep(Customer customer, String name, String value) {
    fill(customer, key, name, value);
  }

  private void fill(Customer customer, MasterKey with, String name, String value) {
    var form = new SecretForm(with, clock);
    store.create(
        customer.id(),
        "admin",
        row -> {
          row.call(name);
          assertThat(form.fill(row, document(value), caller(customer))).isEmpty();
        });
  }

  private void change(String name, String value) {
    var form = new SecretForm(key, clock);
    store.change(
        MAIN.id(),
        name,
        "admin",
        row -> assertThat(form.fill(row, document(value), caller(MAIN))).isEmpty());
  }

  private static Caller caller(Customer customer) {
    return Caller.of(customer, Role.ADMIN, "admin");
  }

  private static ObjectNode document(String value) {
    return Wire.json().createObjectNode().put("value", value);
  }

  private ObjectNode view(String name) {
    var view = Wire.json().createObjectNode();
    store.named(MAIN.id(), name).orElseThrow().show(view);
    return view;
  }
}
