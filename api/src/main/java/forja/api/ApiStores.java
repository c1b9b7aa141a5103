package forja.api;

import forja.api.customer.CustomerBook;
import forja.api.customer.CustomerForm;
import forja.api.customer.CustomerRow;
import forja.api.customer.FarewellDesk;
import forja.api.customer.FarewellResource;
import forja.api.http.Resource;
import forja.api.http.contract.OpenApi;
import forja.api.ledger.Farewells;
import forja.api.machine.MachineForm;
import forja.api.machine.MachineRow;
import forja.api.secret.SecretRow;
import forja.api.store.ItemForm;
import forja.api.store.ItemRow;
import forja.api.store.ItemsResource;
import forja.api.store.Store;
import forja.api.store.Stores;
import forja.common.job.JobIds;
import forja.routes.program.Parts;
import java.util.List;
import java.util.stream.Stream;

/** The stores of an api process, and the book of its customers. */
final class ApiStores {
  // A new store adds its row here.
  private static final List<Class<? extends ItemRow>> ROWS =
      Stream.concat(
              Stream.<Class<? extends ItemRow>>of(
                  CustomerRow.class, MachineRow.class, SecretRow.class),
              ApiIdentity.ROWS.stream())
          .toList();

  private final Stores stores;
  private final CustomerBook customers;
  private final ApiSecrets secrets;
  private final ApiLedger ledger;

  ApiStores(ApiLedger ledger, ApiSecrets secrets, Parts parts) {
    this.secrets = secrets;
    this.ledger = ledger;
    this.stores = parts.add(Stores.open(ledger.database(), ledger.clock(), ROWS));
    this.customers = parts.add(new CustomerBook(ledger.reader()::livingCustomers));
  }

  Stores stores() {
    return stores;
  }

  /** Who lives here; it has to be started. */
  CustomerBook customers() {
    return customers;
  }

  // A new store adds its resource here.
  List<Resource> resources() {
    var api = OpenApi.shipped();
    return List.of(
        resource(stores.of(CustomerRow.class, CustomerRow::new), new CustomerForm(customers), api),
        resource(stores.of(MachineRow.class, MachineRow::new), new MachineForm(), api),
        resource(stores.of(SecretRow.class, SecretRow::new), secrets.form(), api),
        secrets.rotation(),
        farewell());
  }

  private Resource farewell() {
    var farewells = new Farewells(ledger.database(), ledger.bell());
    var desk = new FarewellDesk(farewells, new JobIds(ledger.clock()), ledger.clock());
    return new FarewellResource(desk, customers);
  }

  private static <R extends ItemRow> Resource resource(
      Store<R> store, ItemForm<R> form, OpenApi api) {
    return new ItemsResource<>(store, form, api);
  }
}
