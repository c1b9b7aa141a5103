package forja.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import forja.api.http.Access;
import forja.api.http.ApiForTests;
import forja.api.ledger.PostgresForTests;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Everybody can find out who he is here and what he may do. */
class MeAccessIT {
  private static ApiForTests api;

  @BeforeAll
  static void start() throws Exception {
    api = new ApiForTests(PostgresForTests.emptyDatabase(MeAccessIT.class, 8));
    api.aCustomer("acme");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void tellsTheCustomerTheNameAndTheRole() throws Exception {
    var me = OwnObjects.json(ask("operator@acme"));

    assertThat(me.path("customer").asText()).isEqualTo("acme");
    assertThat(me.path("who").asText()).isEqualTo("user:operator");
    assertThat(me.path("role").asText()).isEqualTo("operator");
    assertThat(me.path("abroad").asBoolean()).isFalse();
    assertThat(me.path("scopes")).extracting(JsonNode::asText).containsExactly("*");
    assertThat(me.path("operations")).hasSize(Access.table().size());
  }

  @Test
  void tellsOfEachOperationWhetherOneMay() throws Exception {
    assertThat(allowed("viewer@acme")).contains("listJobs", "live").doesNotContain("submitJob");
    assertThat(allowed("operator@acme")).contains("submitJob").doesNotContain("setLimit", "pause");
    assertThat(allowed("admin@acme")).contains("setLimit").doesNotContain("pause", "metrics");
    assertThat(allowed(ApiForTests.TOKEN)).hasSize(Access.table().size());
  }

  @Test
  void countsTheScopesOfTheTokenToo() throws Exception {
    assertThat(allowed("admin@acme/jobs:read"))
        .contains("listJobs", "watchAll", "showAccess", "ready")
        .doesNotContain("submitJob", "listLocks");
    assertThat(allowed("viewer@acme/-")).contains("showAccess").doesNotContain("listJobs");
  }

  @Test
  void actsForACustomerWhenTheFarmAsksTo() throws Exception {
    var me = OwnObjects.json(ask(ApiForTests.TOKEN, "Forja-Customer", "acme"));

    assertThat(me.path("customer").asText()).isEqualTo("acme");
    assertThat(me.path("who").asText()).isEqualTo("admin");
    assertThat(me.path("abroad").asBoolean()).isTrue();
    assertThat(OwnObjects.json(ask(ApiForTests.TOKEN)).path("customer").asText()).isEqualTo("main");
  }

  @Test
  void takesOnesOwnNameFromAnybody() throws Exception {
    assertThat(ask("viewer@acme", "Forja-Customer", "acme").statusCode()).isEqualTo(200);
    assertThat(ask("viewer@acme", "Forja-Customer", "main").statusCode()).isEqualTo(404);
    assertThat(ask(ApiForTests.TOKEN, "Forja-Customer", "nobody").statusCode()).isEqualTo(404);
  }

  @Test
  void saysWhichRoleOrScopeWasMissing() throws Exception {
    var role = api.send(Actor.token(api.request("/metrics"), "admin@acme").GET());
    var scope = api.send(Actor.token(api.request("/locks"), "admin@acme/jobs").GET());

    assertThat(role.statusCode()).isEqualTo(403);
    assertThat(OwnObjects.json(role).path("operation").asText()).isEqualTo("metrics");
    assertThat(OwnObjects.json(role).path("role").asText()).isEqualTo("farm-admin");
    assertThat(scope.statusCode()).isEqualTo(403);
    assertThat(OwnObjects.json(scope).path("detail").asText()).contains("locks:read");
    assertThat(scope.headers().firstValue("WWW-Authenticate").orElse(""))
        .contains("insufficient_scope", "scope=\"locks:read\"");
  }

  private static List<String> allowed(String token) throws Exception {
    var names = new ArrayList<String>();
    for (var operation : OwnObjects.json(ask(token)).path("operations")) {
      if (operation.path("allowed").asBoolean()) {
        names.add(operation.path("operation").asText());
      }
    }
    return names;
  }

  private static HttpResponse<String> ask(String token, String... headers) throws Exception {
    return api.send(Actor.token(api.request("/me/access", headers), token).GET());
  }
}
