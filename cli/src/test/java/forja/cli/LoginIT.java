package forja.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import forja.cli.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who somebody is, from the login to the logout. */
@Timeout(60)
class LoginIT {
  private static final Map<String, String> NOTHING = Map.of();

  @TempDir private Path home;
  private ApiPeer peer;
  private ClientRun.Caller caller;

  @BeforeEach
  void startPeer() throws IOException {
    peer = new ApiPeer();
    caller = ClientRun.Caller.piped(peer, home);
  }

  @AfterEach
  void stopPeer() {
    peer.close();
  }

  @Test
  void aPasswordIsTypedUnseenAndTheSessionIsStoredForItsOwner() throws IOException {
    var login = logsIn(caller.answering(PeerIdentity.PASSWORD));

    assertThat(login.code()).as(login.err()).isZero();
    assertThat(login.out())
        .isEqualTo("Logged in at " + peer.url() + ": customer acme, user anna, operator\n");
    assertThat(peer.sent("POST /login"))
        .isEqualTo("{\"customer\":\"acme\",\"user\":\"anna\",\"password\":\"correct horse\"}");
    assertThat(Files.getPosixFilePermissions(loginFile())).hasToString("[OWNER_READ, OWNER_WRITE]");
    assertThat(Files.readString(loginFile())).doesNotContain(PeerIdentity.PASSWORD);
    assertThat(caller.run(NOTHING, "jobs").code()).isZero();
  }

  @Test
  void aPasswordMayComeOnStandardInputAndIsNoArgument() throws JsonProcessingException {
    var url = peer.url().toString();
    var words = "login --json --url " + url + " --customer acme --user anna --password-stdin";

    var login = caller.typing("correct horse\n").run(NOTHING, words.split(" "));

    assertThat(login.code()).as(login.err()).isZero();
    assertThat(Json.read(login.out()).has("token")).isFalse();
    assertThat(Json.read(login.out()).has("refresh")).isFalse();
    var nobody = caller.run(NOTHING, "login", "--url", url, "--user", "anna");
    assertThat(nobody.code()).isEqualTo(ExitCode.USAGE);
    assertThat(nobody.err()).contains("--password-stdin");
    assertThat(caller.run(NOTHING, "login", "--url", url, "--user", "a", "--password", "x").code())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aWrongPasswordIsNoLogin() {
    var login = logsIn(caller.answering("wrong"));

    assertThat(login.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(login.err()).doesNotContain("wrong");
    assertThat(loginFile()).doesNotExist();
  }

  @Test
  void aSessionIsRenewedBeforeItsTokenExpires() {
    logsIn(caller.answering(PeerIdentity.PASSWORD));

    assertThat(caller.later(Duration.ofMinutes(13)).run(NOTHING, "jobs").code()).isZero();
    assertThat(peer.identity().refreshes()).isZero();
    assertThat(caller.later(Duration.ofMinutes(14)).run(NOTHING, "jobs").code()).isZero();
    assertThat(caller.later(Duration.ofMinutes(15)).run(NOTHING, "jobs").code()).isZero();
    assertThat(peer.identity().refreshes()).isEqualTo(1);
  }

  @Test
  void aTokenThatIsRefusedIsRenewedWithoutAWord() {
    logsIn(caller.answering(PeerIdentity.PASSWORD));
    peer.identity().expireTokens();

    var run = caller.run(NOTHING, "run", "farm.ping");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(peer.jobs()).hasSize(1);
  }

  @Test
  void clientsAtOnceUseEachRefreshTokenOnce() throws Exception {
    logsIn(caller.answering(PeerIdentity.PASSWORD));
    for (var round = 0; round < 5; round++) {
      peer.identity().expireTokens();

      assertThat(atOnce(8, () -> caller.run(NOTHING, "jobs").code())).containsOnly(0);
    }

    assertThat(peer.identity().refusedRefreshes()).isZero();
    assertThat(peer.identity().refreshes()).isEqualTo(5);
  }

  @Test
  void clientsInProcessesOfTheirOwnUseEachRefreshTokenOnce() throws Exception {
    logsIn(caller.answering(PeerIdentity.PASSWORD));
    peer.identity().expireTokens();

    assertThat(atOnce(3, this::codeOfAProcess)).containsOnly(0);

    assertThat(peer.identity().refusedRefreshes()).isZero();
    assertThat(peer.identity().refreshes()).isEqualTo(1);
  }

  @Test
  void whoseSessionHasEndedIsToldToLogIn() {
    logsIn(caller.answering(PeerIdentity.PASSWORD));
    peer.identity().endSessions();

    var run = caller.run(NOTHING, "jobs");

    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("forja login");
  }

  @Test
  void logoutEndsTheSession() {
    logsIn(caller.answering(PeerIdentity.PASSWORD));

    var logout = caller.run(NOTHING, "logout");

    assertThat(logout.out()).isEqualTo("Logged out.\n");
    assertThat(loginFile()).doesNotExist();
    assertThat(peer.identity().sessions()).isZero();
    assertThat(caller.run(NOTHING, "logout").out()).isEqualTo("There was no login.\n");
  }

  @Test
  void logoutForgetsALoginWhoseApiIsAwayAndSaysSo() {
    logsIn(caller.answering(PeerIdentity.PASSWORD));
    peer.close();

    var logout = caller.run(NOTHING, "logout");

    assertThat(logout.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(logout.err()).contains("lasts until it expires");
    assertThat(loginFile()).doesNotExist();
  }

  @Test
  void aTokenOfTheEnvironmentGoesBeforeALoginAndTheLoginSaysSo() {
    var environment = Map.of("FORJA_TOKEN", ApiPeer.TOKEN, "FORJA_URL", peer.url().toString());

    var login =
        caller
            .answering(PeerIdentity.PASSWORD)
            .run(environment, "login", "--customer", "acme", "--user", "anna");

    assertThat(login.err()).contains("FORJA_TOKEN is set");
  }

  private ClientRun logsIn(ClientRun.Caller who) {
    var url = peer.url().toString();
    return who.run(NOTHING, "login", "--url", url, "--customer", "acme", "--user", "anna");
  }

  private Path loginFile() {
    return home.resolve(".config/forja/client.json");
  }

  private static List<Integer> atOnce(int howMany, Callable<Integer> work)
      throws InterruptedException, ExecutionException {
    var codes = new ArrayList<Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<Integer>>();
      for (var number = 0; number < howMany; number++) {
        running.add(threads.submit(work));
      }
      for (var one : running) {
        codes.add(one.get());
      }
    }
    return codes;
  }

  private int codeOfAProcess() throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java, "-cp", System.getProperty("java.class.path"), "forja.cli.ForjaCli", "jobs");
    builder.environment().keySet().removeIf(name -> name.startsWith("FORJA_"));
    builder.environment().put("XDG_CONFIG_HOME", home.resolve(".config").toString());
    var log = home.resolve("log").toFile();
    return builder.redirectErrorStream(true).redirectOutput(log).start().waitFor();
  }
}
