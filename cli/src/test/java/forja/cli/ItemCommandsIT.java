package forja.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import forja.cli.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is kept for a customer: made, listed, shown, changed and deleted in one and the same way.
 */
@Timeout(30)
class ItemCommandsIT {
  @TempDir private Path home;
  private ApiPeer peer;
  private ClientRun.Caller caller;

  @BeforeEach
  void startPeer() throws IOException {
    peer = new ApiPeer();
    peer.worksLike(new PeerWorker(50));
    caller = ClientRun.Caller.piped(peer, home);
  }

  @AfterEach
  void stopPeer() {
    peer.close();
  }

  @Test
  void anItemIsMadeListedShownChangedAndDeleted() {
    var made =
        types("machine create web-1 --type remote --ipv4 10.0.0.7 --label site=a --label rack=3");

    assertThat(made.out()).isEqualTo("machine web-1 is there\n");
    assertThat(peer.sent("POST /machines"))
        .isEqualTo(
            """
            {"type":"remote","ipv4":"10.0.0.7","labels":{"site":"a","rack":"3"},"name":"web-1"}\
            """);
    assertThat(types("machine").out()).contains("NAME", "IPV4", "web-1", "10.0.0.7", "site=a");
    assertThat(types("machine list").out()).isEqualTo(types("machine").out());
    assertThat(types("machine show web-1").out()).contains("ipv4").contains("site=a rack=3");
    types("machine set web-1 --gateway 10.0.0.1 --remove-label rack");
    assertThat(peer.sent("PATCH /machines/web-1"))
        .isEqualTo("{\"gateway\":\"10.0.0.1\",\"labels\":{\"rack\":null}}");
    assertThat(types("machine delete web-1").out()).isEqualTo("machine web-1 is deleted\n");
    assertThat(types("machine").err()).contains("there is no machine");
  }

  @Test
  void whatIsTakenOrAbsentIsSaidByTheApi() {
    types("machine create web-1 --type local");

    assertThat(types("machine create web-1 --type local").code()).isEqualTo(ExitCode.REFUSED);
    assertThat(types("machine show web-2").code()).isEqualTo(ExitCode.REFUSED);
    assertThat(types("machine set web-1").err()).contains("nothing to change");
    assertThat(types("machine set web-1 --label red").err()).contains("NAME=VALUE, found red");
    assertThat(types("machine paint web-1").err()).contains("unknown command: paint");
  }

  @Test
  void whatWasShownCanBeHandedInAgainUnlessSomebodyChangedItMeanwhile() throws IOException {
    types("machine create web-1 --type local");
    var shown = types("machine show web-1 --json").out();
    var file = Files.writeString(home.resolve("web-1.json"), shown).toString();

    var first = types("machine set web-1 --ipv4 10.0.0.8 -f " + file);
    var second = types("machine set web-1 -f " + file);

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(peer.sent("PATCH /machines/web-1")).doesNotContain("createdAt", "version");
    assertThat(second.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(second.err()).contains("Somebody has changed it");
  }

  @Test
  void theValueOfASecretIsNeverAnArgument() throws IOException {
    var file = Files.writeString(home.resolve("value"), "from a file\n").toString();

    types("secret create one --value-file " + file);
    assertThat(peer.sent("POST /secrets")).contains("\"value\":\"from a file\"");
    caller.typing("from a pipe\n").types("secret", "create", "two", "--value-stdin");
    assertThat(peer.sent("POST /secrets")).contains("\"value\":\"from a pipe\"");
    caller.typing("two\nlines\n").types("secret", "create", "three");
    assertThat(peer.sent("POST /secrets")).contains("\"value\":\"two\\nlines\\n\"");
    caller.answering("typed", "typed").types("secret", "set", "three");
    assertThat(peer.sent("PATCH /secrets/three")).isEqualTo("{\"value\":\"typed\"}");
    var differing = caller.answering("typed", "tpyed").types("secret", "create", "four");
    assertThat(differing.err()).contains("not twice the same").doesNotContain("tpyed");
    assertThat(types("secret create five --value x").code()).isEqualTo(ExitCode.USAGE);
    assertThat(types("secret set one --label team=a").code()).isZero();
    assertThat(peer.sent("PATCH /secrets/one")).isEqualTo("{\"labels\":{\"team\":\"a\"}}");
  }

  @Test
  void whatIsNoTextGoesAsBase64() throws IOException {
    var file = Files.write(home.resolve("key"), new byte[] {(byte) 0xff, 0, 1}).toString();

    types("secret create key --value-file " + file);

    assertThat(peer.sent("POST /secrets"))
        .isEqualTo("{\"name\":\"key\",\"value\":\"/wAB\",\"encoding\":\"base64\"}");
  }

  @Test
  void aTokenStandsAloneOnStandardOutputAndIsShownOnce() {
    var made = types("token create ci --scope jobs,locks:read --scope limits --expires +30d");

    assertThat(made.out()).isEqualTo("fj_shown-once\n");
    assertThat(made.err()).contains("only time");
    assertThat(peer.sent("POST /tokens"))
        .isEqualTo(
            """
            {"scopes":["jobs","locks:read","limits"],"expiresAt":"2026-01-31T01:00:00Z","name":"ci"}\
            """);
    assertThat(types("token list").out()).contains("ci", "in 30d").doesNotContain("fj_");
  }

  @Test
  void aUserGetsAPasswordAndAnotherOne() {
    caller.typing("first\n").types("user", "create", "bob", "--role", "viewer", "--password-stdin");
    assertThat(peer.sent("POST /users"))
        .isEqualTo("{\"role\":\"viewer\",\"name\":\"bob\",\"password\":\"first\"}");

    var changed = caller.answering("second", "second").types("user", "password", "bob");

    assertThat(changed.out()).isEqualTo("user bob has another password\n");
    assertThat(peer.sent("PUT /users/bob/password")).isEqualTo("{\"password\":\"second\"}");
    assertThat(types("user password").err()).contains("say whose password");
    assertThat(types("user set bob --disabled maybe").err()).contains("yes or no, found maybe");
    assertThat(types("user set bob").err()).contains("nothing to change");
    types("user set bob --disabled yes");
    assertThat(peer.sent("PATCH /users/bob")).isEqualTo("{\"disabled\":true}");
  }

  @Test
  void theFarmsAdministratorActsForACustomer() {
    types("machine create ours --type local");

    assertThat(types("machine --customer acme").err()).contains("there is no machine");
    types("machine create theirs --type local --customer acme");

    assertThat(types("machine --customer acme").out()).contains("theirs").doesNotContain("ours");
    assertThat(types("machine --customer Nobody").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void theEndOfACustomerIsFollowed() {
    types("customer create acme");

    var deleted = types("customer delete acme --force --customer other");

    assertThat(deleted.code()).as(deleted.err()).isZero();
    assertThat(peer.requests()).contains("DELETE /customers/acme?force=true");
    assertThat(deleted.out()).contains("succeeded").endsWith("customer acme is deleted\n");
  }

  @Test
  void theAuditIsAskedInItsOwnWords() {
    var audit = types("audit --who user:anna --since 2h --outcome 4xx --all");

    assertThat(peer.requests())
        .contains(
            "GET /audit?limit=50&who=user%3Aanna&outcome=4xx&since=2025-12-31T23%3A00%3A00Z"
                + "&all=true");
    assertThat(audit.out().lines())
        .anyMatch(
            line -> line.matches("2026-01-01T00:59:00Z +acme +user:anna +createUser x3 +403 .*"));
  }

  @Test
  void tellsWhoOneIsAndWhatOneMayDo() {
    assertThat(types("whoami").out())
        .isEqualTo("admin of customer main, farm-admin, at " + peer.url() + "\n");
    assertThat(types("access").out().lines())
        .anyMatch(line -> line.matches("yes +listJobs +viewer +jobs:read +GET /jobs"))
        .anyMatch(line -> line.matches("no +pause +farm-admin .*"));
    assertThat(types("access --denied").out()).doesNotContain("listJobs");
  }

  @Test
  void everyCommandOfEveryStoreHasHelpWithExamples() {
    for (var noun : List.of("customer", "user", "token", "secret", "machine")) {
      for (var command : List.of("list", "show", "create", "set", "delete")) {
        assertThat(types(noun + " " + command + " --help").out())
            .contains("Usage: forja " + noun + " " + command, "Examples:")
            .contains("forja " + noun + " " + command, "--json", "--customer");
      }
    }
    assertThat(types("user password --help").out()).contains("forja user password anna");
    assertThat(types("secret rotate-master --help").out()).contains("forja secret rotate-master");
    assertThat(types("completion bash").out()).contains("rotate-master").contains("remote");
  }

  @Test
  void listsAreOneDocumentForPrograms() throws JsonProcessingException {
    types("machine create web-1 --type local");
    types("machine create web-2 --type local");

    var document = Json.read(types("machine list --json --all").out());

    assertThat(document.path("items").findValuesAsText("name")).containsExactly("web-1", "web-2");
    assertThat(types("machine --limit 0").code()).isEqualTo(ExitCode.USAGE);
  }

  private ClientRun types(String words) {
    return caller.types(words.split(" "));
  }
}
