package forja.api.http;

import forja.api.customer.CustomerBook;
import forja.api.customer.CustomerForm;
import forja.api.customer.CustomerRow;
import forja.api.customer.FarewellDesk;
import forja.api.customer.FarewellResource;
import forja.api.http.contract.OpenApi;
import forja.api.identity.FarmIdentity;
import forja.api.ledger.Farewells;
import forja.api.machine.MachineForm;
import forja.api.machine.MachineRow;
import forja.api.secret.MasterKey;
import forja.api.secret.Rotation;
import forja.api.secret.RotationResource;
import forja.api.secret.SecretForm;
import forja.api.secret.SecretRow;
import forja.api.secret.SecretShelf;
import forja.api.store.ItemForm;
import forja.api.store.ItemRow;
import forja.api.store.ItemsResource;
import forja.api.store.Store;
import forja.api.store.Stores;
import forja.api.user.Admins;
import forja.api.user.UserForm;
import forja.api.user.UserPasswordResource;
import forja.api.user.UserRow;
import forja.common.job.JobIds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The stores as an api process opens them: a new one adds its row and its resource here, too. */
final class StoresForTests implements AutoCloseable {
  private static final List<Class<? extends ItemRow>> ROWS =
      Stream.concat(
              Stream.<Class<? extends ItemRow>>of(
                  CustomerRow.class, MachineRow.class, SecretRow.class, UserRow.class),
              FarmIdentity.ROWS.stream())
          .toList();

  final CustomerBook customers;
  final FarmIdentity identity;
  private final ApiForTests api;
  private final Stores stores;
  private final MasterKey key = MasterKey.of(MasterKey.newLine());

  StoresForTests(ApiForTests api) {
    this.api = api;
    this.stores = Stores.open(api.database, api.clock, ROWS);
    this.identity =
        new FarmIdentity(
            api.database, stores, key, new AdministratorToken(ApiForTests.TOKEN), api.clock);
    this.customers = new CustomerBook(api.reader::livingCustomers);
    customers.start();
  }

  List<Resource> resources() {
    var document = OpenApi.shipped();
    var shelf = new SecretShelf(api.database, key, api.clock);
    return List.of(
        resource(
            stores.of(CustomerRow.class, CustomerRow::new), new CustomerForm(customers), document),
        resource(stores.of(MachineRow.class, MachineRow::new), new MachineForm(), document),
        resource(
            stores.of(SecretRow.class, SecretRow::new), new SecretForm(key, api.clock), document),
        new RotationResource(new Rotation(key, List.of(shelf))),
        farewell());
  }

  /** Nobody carries it out. */
  private Resource farewell() {
    var farewells = new Farewells(api.database, api.bell);
    var desk = new FarewellDesk(farewells, new JobIds(api.clock), api.clock);
    return new FarewellResource(desk, customers);
  }

  /** Users, and how they say who they are. */
  List<Resource> people() {
    var document = OpenApi.shipped();
    var users = stores.of(UserRow.class, UserRow::new);
    var form = new UserForm(identity.passwords(), identity.identity(), new Admins(api.database));
    var resources = new ArrayList<>(identity.resources(document));
    resources.add(resource(users, form, document));
    resources.add(
        new UserPasswordResource(
            users, identity.passwords(), identity.desk(), identity.identity()));
    return resources;
  }

  private static <R extends ItemRow> Resource resource(
      Store<R> store, ItemForm<R> form, OpenApi document) {
    return new ItemsResource<>(store, form, document);
  }

  @Override
  public void close() {
    customers.close();
    stores.close();
  }
}
