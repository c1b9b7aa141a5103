package forja.api;

import forja.api.http.AdministratorToken;
import forja.api.http.Callers;
import forja.api.http.Resource;
import forja.api.http.contract.OpenApi;
import forja.api.identity.FarmIdentity;
import forja.api.ledger.Belongings;
import forja.api.secret.MasterKey;
import forja.api.secret.SealedThings;
import forja.api.store.ItemRow;
import forja.api.store.ItemsResource;
import forja.api.store.Stores;
import forja.api.user.Admins;
import forja.api.user.UserForm;
import forja.api.user.UserPasswordResource;
import forja.api.user.UserRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who may ask an api process, and how he says so. */
final class ApiIdentity {
  static final List<Class<? extends ItemRow>> ROWS =
      Stream.concat(Stream.<Class<? extends ItemRow>>of(UserRow.class), FarmIdentity.ROWS.stream())
          .toList();

  private final ApiLedger ledger;
  private final Stores stores;
  private final FarmIdentity farm;

  ApiIdentity(ApiLedger ledger, Stores stores, MasterKey master, Path administratorToken) {
    var administrator = new AdministratorToken(AdministratorTokenFile.read(administratorToken));
    this.ledger = ledger;
    this.stores = stores;
    this.farm = new FarmIdentity(ledger.database(), stores, master, administrator, ledger.clock());
  }

  Callers callers() {
    return farm.identity();
  }

  /** What changes with the master key. */
  SealedThings keys() {
    return farm.keys();
  }

  List<Belongings> belongings() {
    return farm.belongings();
  }

  List<Resource> resources() {
    var api = OpenApi.shipped();
    var users = stores.of(UserRow.class, UserRow::new);
    var form = new UserForm(farm.passwords(), farm.identity(), new Admins(ledger.database()));
    var resources = new ArrayList<>(farm.resources(api));
    resources.add(new ItemsResource<>(users, form, api));
    resources.add(new UserPasswordResource(users, farm.passwords(), farm.desk(), farm.identity()));
    return resources;
  }
}
