package forja.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import forja.common.wire.Wire;
import forja.harness.Cli;
import forja.harness.StandaloneFarm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Customers and their users, typed against a real farm: who may do what, and what nobody sees. */
class CustomerStoryIT {
  private static final int REFUSED = 4;
  private static final String PASSWORD = "correct horse battery";
  private static final String VALUE = "s3cr3t-of-the-story";

  @RegisterExtension static final StandaloneFarm FARM = new StandaloneFarm();

  private Cli admin;

  @BeforeEach
  void openAShell() {
    admin = FARM.cli();
  }

  /** D18, K22 */
  @Test
  void aUserLogsInWorksForTheCustomerAndLogsOut() {
    var nobody = admin.withoutToken();
    aCustomer("smith");
    aUser("smith", "anna", "operator");

    var wrong = logsIn(nobody.given("wrong\n"), "smith", "anna");
    var login = logsIn(nobody.given(PASSWORD + "\n"), "smith", "anna");
    var who = nobody.types("whoami");
    var job = nobody.types("run", "farm.ping", "--wait", "30");
    var user = nobody.given(PASSWORD).types("user", "create", "eve", "--role", "admin");
    var theirs = admin.types("job", job.out().strip());
    var ours = admin.types("job", job.out().strip(), "--customer", "smith");
    var logout = nobody.types("logout");
    var after = nobody.types("jobs");

    assertThat(wrong.code()).isEqualTo(REFUSED);
    assertThat(login.code()).as(login.err()).isZero();
    assertThat(login.out()).contains("customer smith, user anna, operator");
    assertThat(who.out()).contains("user:anna of customer smith, operator");
    assertThat(job.code()).as(job.err()).isZero();
    assertThat(user.code()).isEqualTo(REFUSED);
    assertThat(user.err()).contains("admin");
    assertThat(theirs.code()).isEqualTo(REFUSED);
    assertThat(ours.code()).as(ours.err()).isZero();
    assertThat(logout.code()).as(logout.err()).isZero();
    assertThat(after.code()).isEqualTo(REFUSED);
    assertThat(after.err()).contains("forja login");
    var refused =
        admin.types("audit", "--customer", "smith", "--who", "user:anna", "--outcome", "4xx");
    assertThat(refused.out()).contains("createUser", "403");
  }

  /** D18 */
  @Test
  void aPersonalTokenIsShownOnceAndWorksUntilItIsDeleted() {
    aCustomer("jones");
    aUser("jones", "ben", "operator");
    logsIn(admin.withoutToken().given(PASSWORD), "jones", "ben");

    var made = admin.withoutToken().types("token", "create", "ci", "--scope", "jobs:read");
    var program = admin.withToken(made.out().strip());
    var reads = program.types("jobs");
    var writes = program.types("run", "farm.ping");
    var list = admin.withoutToken().types("token", "list");
    var deleted = admin.withoutToken().types("token", "delete", "ci");
    var after = program.types("jobs");

    assertThat(made.code()).as(made.err()).isZero();
    assertThat(reads.code()).as(reads.err()).isZero();
    assertThat(writes.code()).isEqualTo(REFUSED);
    assertThat(list.out()).contains("ci", "jobs:read").doesNotContain(made.out().strip());
    assertThat(deleted.code()).as(deleted.err()).isZero();
    assertThat(after.code()).isEqualTo(REFUSED);
    admin.withoutToken().types("logout");
  }

  @Test
  void whoChangesThePasswordLogsInAgain() throws Exception {
    var another = "another horse battery";
    aCustomer("baker");
    aUser("baker", "dan", "viewer");
    var nobody = admin.withoutToken();
    logsIn(nobody.given(PASSWORD), "baker", "dan");
    var old = Files.writeString(FARM.folder().path().resolve("old"), PASSWORD).toString();

    var change = nobody.given(another).types("user", "password", "--old-password-file", old);
    var before = nobody.types("whoami");
    var login = logsIn(nobody.given(another), "baker", "dan");

    assertThat(change.code()).as(change.err()).isZero();
    assertThat(change.out()).isEqualTo("user dan has another password\n");
    assertThat(before.code()).isEqualTo(REFUSED);
    assertThat(login.code()).as(login.err()).isZero();
    nobody.types("logout");
  }

  /** D19 */
  @Test
  void aSecretIsGivenToAJobAndShownToNobody() {
    var made = admin.given(VALUE + "\n").types("secret", "create", "db-password", "--value-stdin");
    var shown = admin.types("secret", "show", "db-password", "--json");
    var run =
        admin.types(
            "run",
            "farm.chatter",
            "--set",
            "lines=2",
            "--set",
            "secrets=[\"db-password\"]",
            "--watch");
    var rotated = admin.types("secret", "rotate-master");

    assertThat(made.code()).as(made.err()).isZero();
    assertThat(json(shown.out()).path("name").asText()).isEqualTo("db-password");
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("***");
    assertThat(made.out() + shown.out() + run.out()).doesNotContain(VALUE);
    assertThat(rotated.code()).as(rotated.err()).isZero();
  }

  @Test
  void whatIsKeptIsMadeChangedListedAndDeletedInTheSameWords() throws Exception {
    var made = admin.types("machine", "create", "web-1", "--type", "remote", "--ipv4", "10.0.0.7");
    var wrong = admin.types("machine", "create", "web-2", "--type", "remote", "--ipv4", "10.0.0");
    var shown = admin.types("machine", "show", "web-1", "--json");
    var file = FARM.folder().path().resolve("web-1.json");
    Files.writeString(file, shown.out());
    var changed = admin.types("machine", "set", "web-1", "-f", file.toString(), "--label", "a=b");
    var stale = admin.types("machine", "set", "web-1", "-f", file.toString());
    var list = admin.types("machine", "--label", "a=b", "--where", "type=remote");
    var deleted = admin.types("machine", "delete", "web-1");

    assertThat(made.code()).as(made.err()).isZero();
    assertThat(wrong.code()).isEqualTo(REFUSED);
    assertThat(wrong.err()).contains("ipv4").contains("10.0.0");
    assertThat(changed.code()).as(changed.err()).isZero();
    assertThat(stale.code()).isEqualTo(REFUSED);
    assertThat(list.out()).contains("web-1", "10.0.0.7", "a=b");
    assertThat(deleted.code()).as(deleted.err()).isZero();
    assertThat(admin.types("machine", "show", "web-1").code()).isEqualTo(REFUSED);
  }

  /** M19 */
  @Test
  void aCustomerIsSeenOffWithAllItOwnsAndItsAuditStays() {
    aCustomer("brown");
    aUser("brown", "cem", "viewer");
    admin.types("run", "farm.sleep", "--set", "for=PT10M", "--customer", "brown");

    var kept = admin.types("customer", "delete", "brown");
    var forced = admin.types("customer", "delete", "brown", "--force");

    assertThat(kept.code()).isEqualTo(REFUSED);
    assertThat(forced.code()).as(forced.out() + forced.err()).isZero();
    assertThat(forced.out()).contains("customer brown is deleted");
    assertThat(admin.types("customer", "show", "brown").code()).isEqualTo(REFUSED);
    assertThat(admin.types("jobs", "--customer", "brown").code()).isEqualTo(REFUSED);
    var audit = json(admin.types("audit", "--all", "--limit", "200", "--json").out());
    assertThat(audit.path("items").findValuesAsText("customer")).contains("brown");
  }

  @Test
  void theDemoIsHarmlessToRepeatAndLeavesTheLoginAlone() {
    logsInAsAdministrator();

    var first = admin.withoutToken().types("demo", "--json");
    var second = admin.withoutToken().types("demo", "--json");
    var who = admin.withoutToken().types("whoami");

    for (var run : new Cli.Answer[] {first, second}) {
      assertThat(run.code()).as(run.out() + run.err()).isZero();
      assertThat(json(run.out()).path("promises").findValuesAsText("kept"))
          .containsExactly("true", "true");
    }
    assertThat(who.out()).startsWith("admin ");
    assertThat(json(admin.types("user", "--customer", "demo", "--json").out()).path("items"))
        .hasSize(1);
    admin.withoutToken().types("logout");
  }

  private void logsInAsAdministrator() {
    var login = admin.types("login");
    assertThat(login.code()).as(login.err()).isZero();
  }

  private void aCustomer(String name) {
    var made = admin.types("customer", "create", name);
    assertThat(made.code()).as(made.err()).isZero();
  }

  private void aUser(String customer, String name, String role) {
    var made =
        admin.given(PASSWORD).types("user", "create", name, "--role", role, "--customer", customer);
    assertThat(made.code()).as(made.err()).isZero();
  }

  private static Cli.Answer logsIn(Cli who, String customer, String user) {
    return who.types("login", "--customer", customer, "--user", user, "--password-stdin");
  }

  private static JsonNode json(String text) {
    return Wire.tree(text.getBytes(StandardCharsets.UTF_8));
  }
}
