package forja.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.cli.Desk;
import forja.cli.http.ApiCall;
import forja.cli.http.ApiClient;
import forja.cli.http.Bearer;
import forja.cli.http.Refused;
import forja.cli.http.Unreachable;
import forja.cli.json.Json;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Whom the demo works as: a user of a customer of its own, both made when they are missing, with
 * another password each time. The session lives in memory only: who is logged in on this machine
 * stays so.
 */
final class DemoGuest implements AutoCloseable {
  static final String CUSTOMER = "demo";
  static final String USER = "guide";
  static final String ROLE = "operator";
  static final String SECRET = "demo-password";

  private final ApiClient api;
  private final String refresh;
  private final String secretValue;

  private DemoGuest(ApiClient api, String refresh, String secretValue) {
    this.api = api;
    this.refresh = refresh;
    this.secretValue = secretValue;
  }

  /** As the farm's administrator makes what is missing; it is harmless to do it again. */
  static DemoGuest enter(Desk desk) {
    var farm = administrator(desk);
    wasThere(farm, "/customers", Json.object().put("name", CUSTOMER));
    var customer = farm.actingFor(CUSTOMER);
    var password = randomText();
    var user = Json.object().put("name", USER).put("role", ROLE).put("password", password);
    if (wasThere(customer, "/users", user)) {
      var other = Json.object().put("password", password);
      customer.send(ApiCall.put("/users/" + USER + "/password", other));
    }
    var value = randomText();
    if (wasThere(customer, "/secrets", Json.object().put("name", SECRET).put("value", value))) {
      customer.send(ApiCall.patch("/secrets/" + SECRET, Json.object().put("value", value)));
    }
    var form = Json.object().put("customer", CUSTOMER).put("user", USER).put("password", password);
    var login = farm.with(Bearer.NOBODY).send(ApiCall.post("/login", form)).json();
    var guest = farm.with(Bearer.of(Json.text(login, "token")));
    return new DemoGuest(guest, Json.text(login, "refresh"), value);
  }

  /** A farm on this machine has its administrator's token at hand. */
  private static ApiClient administrator(Desk desk) {
    var config = desk.config();
    var api = desk.api().actingForItself();
    return config
        .givenToken()
        .or(() -> config.adminTokenFor(api.address()))
        .map(token -> api.with(Bearer.of(token)))
        .orElse(api);
  }

  /** Makes it unless it was there. */
  private static boolean wasThere(ApiClient api, String store, ObjectNode item) {
    try {
      api.get(store + "/" + Json.text(item, "name"));
      return true;
    } catch (Refused absent) {
      if (!absent.saysAbsent()) {
        throw absent;
      }
      api.send(ApiCall.post(store, item.put("description", "Made by forja demo")));
      return false;
    }
  }

  private static String randomText() {
    var bytes = new byte[12];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  ApiClient api() {
    return api;
  }

  /** Known to the demo only, which looks for it where it must not be. */
  String secretValue() {
    return secretValue;
  }

  @Override
  public void close() {
    try {
      api.send(ApiCall.post("/logout", Json.object().put("refresh", refresh)));
    } catch (Refused | Unreachable over) {
      // The session ends by itself soon.
    }
  }
}
