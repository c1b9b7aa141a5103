package forja.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import forja.cli.json.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CommandsIT {
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
  void runPrintsTheIdAndSendsWhatWasTyped() {
    var words =
        """
        run farm.sleep --set for=PT0.1S --label team=a --priority 5 --attempts 2 --backoff 1m30s \
        --time-limit 2h --pool blue --run-at +5m --lock db --lock host:h1\
        """;

    var run = caller.types(words.split(" "));

    var job = peer.jobs().getFirst();
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo(job.id() + "\n");
    assertThat(job.request().toString())
        .isEqualTo(
            """
            {"kind":"farm.sleep","spec":{"for":"PT0.1S"},"priority":5,\
            "runAt":"2026-01-01T01:05:00Z","timeLimit":"PT2H","pool":"blue",\
            "labels":{"team":"a"},"locks":["db","host:h1"],"retry":{"attempts":2,"backoff":"PT1M30S"}}\
            """);
  }

  @Test
  void showsAndFreesLocks() {
    var locks = caller.types("locks");
    assertThat(locks.code()).isZero();
    assertThat(locks.out()).contains("container:h1/web").contains("may still run").contains("idle");
    assertThat(caller.types("locks", "release", "container:h1/web").code()).isZero();
    assertThat(peer.requests()).contains("DELETE /locks/container%3Ah1/web");
    assertThat(caller.types("locks", "--limit", "0").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void limitsAndPauses() {
    assertThat(caller.types("limits").out()).contains("kind/farm.sleep");
    assertThat(caller.types("limits", "set", "lock/db", "3").code()).isZero();
    assertThat(caller.types("limits", "remove", "lock/db").code()).isZero();
    assertThat(caller.types("limits", "set", "lock/db", "many").code()).isEqualTo(ExitCode.USAGE);
    assertThat(caller.types("pause").err()).contains("nothing is paused");
    assertThat(caller.types("pause", "kind", "farm.sleep").code()).isZero();
    assertThat(caller.types("pause", "kind").code()).isEqualTo(ExitCode.USAGE);
    assertThat(caller.types("resume", "kind", "farm.sleep").code()).isZero();
    assertThat(peer.requests())
        .containsSubsequence(
            "PUT /limits/lock/db",
            "DELETE /limits/lock/db",
            "PUT /pauses/kind/farm.sleep",
            "DELETE /pauses/kind/farm.sleep");
  }

  @Test
  void theExitCodeOfAWatchIsTheOutcome() {
    assertThat(caller.types("run", "farm.ping", "--watch").code()).isZero();
    assertThat(caller.types("run", "farm.fail", "--set", "as=rejected", "--watch").code())
        .isEqualTo(ExitCode.FAILED);
    var stopped = peer.job("farm.sleep").happen("cancelled", "cancelled", Json.object());
    assertThat(caller.types("watch", stopped.id()).code()).isEqualTo(ExitCode.CANCELLED);
  }

  @Test
  void watchPrintsPlainLinesIntoAPipe() {
    var run = caller.types("run", "farm.chatter", "--set", "lines=2", "--watch");

    var id = peer.jobs().getFirst().id();
    assertThat(run.out().lines())
        .contains(
            id + " accepted",
            id + " started",
            id + " | line 1 of the log \u001b[31mred\u001b[0m",
            id + " succeeded");
  }

  @Test
  void watchOnATerminalObeysNoControlSequenceOfALog() {
    var run = caller.onTerminal().types("run", "farm.chatter", "--set", "lines=2", "--watch");

    assertThat(run.out()).contains("line 1 of the log \\x1b[31mred\\x1b[0m").contains("100%");
  }

  @Test
  void logIsByteForByteInAPipeAndSafeOnATerminal() {
    var job = peer.job("farm.chatter");
    job.write("one\u001b[2Jtwo\nthree");
    job.happen("succeeded", "succeeded", Json.object());

    assertThat(caller.types("log", job.id()).out()).isEqualTo("one\u001b[2Jtwo\nthree");
    assertThat(caller.types("log", "-f", job.id()).out()).isEqualTo("one\u001b[2Jtwo\nthree");
    assertThat(caller.onTerminal().types("log", job.id()).out())
        .isEqualTo("one\\x1b[2Jtwo\nthree\n");
  }

  @Test
  void watchSpeaksNdjson() throws JsonProcessingException {
    var run = caller.types("--json", "run", "farm.ping", "--watch");

    var types = run.out().lines().map(line -> line.replaceAll(".*\"type\":\"([^\"]+)\".*", "$1"));
    assertThat(types).startsWith("forja.job.accepted").endsWith("forja.job.succeeded");
    assertThat(Json.read(run.out().lines().findFirst().orElseThrow()).isObject()).isTrue();
  }

  @Test
  void refusalsNameEveryWrongFieldAndNoStackTrace() {
    var run = caller.types("run", "farm.ping", "--set", "wrong=1");

    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            """
            forja: The request is wrong: 1 field is wrong.
              spec/wrong: is unknown
            """);
  }

  @Test
  void anUnreachableApiIsNamedAndSoIsTheWayToStartIt() throws IOException {
    int nobody;
    try (var socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }

    var run = caller.types("jobs", "--url", "127.0.0.1:" + nobody);

    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("http://127.0.0.1:" + nobody).contains("./forja up");
  }

  @Test
  void unknownCommandsAndOptionsGetASuggestion() {
    var run = caller.types("wacth");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("unknown command: wacth").contains("did you mean: watch");
    assertThat(caller.types("jobs", "--sate", "x").err()).contains("did you mean: --state");
  }

  @Test
  void idsComeFromStandardInputAndFromTheLastJob() {
    var run = caller.types("run", "farm.ping", "--count", "3");
    assertThat(run.out().lines()).hasSize(3);

    assertThat(caller.typing(run.out()).types("watch", "-").code()).isZero();
    assertThat(caller.types("job", "@last").out()).contains(run.out().lines().toList().getLast());
    assertThat(caller.types("job", "../workers").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void cancelWaitsUntilTheJobHasStopped() {
    caller.types("run", "farm.sleep", "--set", "for=PT10M");

    var run = caller.types("cancel", "@last", "--wait");

    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo(peer.jobs().getFirst().id() + " cancelled\n");
  }

  @Test
  void aJobThatWasTriedAgainShowsItsAttempts() throws JsonProcessingException {
    caller.types("run", "farm.ping", "--watch");
    assertThat(caller.types("job", "@last").out()).doesNotContain("OUTCOME");

    var words = "run farm.fail --set as=unavailable --set message=away --set attempts=1 --watch";
    caller.types(words.split(" "));

    assertThat(caller.types("job", "@last").out().lines())
        .anySatisfy(line -> assertThat(line).matches("1 +1\\.1\\.1 +w1 .+ 2\\.0s +postponed +away"))
        .anySatisfy(line -> assertThat(line).matches("2 +2\\.2\\.1 +w2 .+ 2\\.0s +succeeded"));
    var document = Json.read(caller.types("job", "@last", "--json").out());
    assertThat(document.has("items")).isFalse();
    assertThat(document.path("attempt").asInt()).isEqualTo(2);
  }

  @Test
  void listsAreTablesOrOneDocument() throws JsonProcessingException {
    peer.job("farm.ping").happen("started", "running", Json.object());

    assertThat(caller.types("jobs").out()).contains("farm.ping").contains("running").contains("1h");
    var document = Json.read(caller.types("jobs", "--json", "--state", "running").out());
    assertThat(document.path("items").size()).isEqualTo(1);
    assertThat(peer.requests()).contains("GET /jobs?state=running&limit=20");
  }

  @Test
  void kindsAreExplainedWithAnExampleThatCanBeTyped() {
    assertThat(caller.types("kinds").out()).contains("farm.chatter");
    assertThat(caller.types("kinds", "farm.fail").out())
        .contains("rejected|work-failed|unavailable")
        .contains("forja run farm.fail --set as=work-failed --set 'message=it'\\''s broken'");
    assertThat(caller.types("kinds", "farm.nope").err()).contains("there is no kind farm.nope");
  }

  @Test
  void aLoginIsStoredForItsOwnerAndSentNowhereElse() throws IOException {
    var tokenFile = Files.writeString(home.resolve("token"), ApiPeer.TOKEN + "\n");
    var nothing = Map.<String, String>of();
    var url = peer.url().toString();

    var login = caller.run(nothing, "login", "--url", url, "--token-file", tokenFile.toString());

    assertThat(login.out()).isEqualTo("Logged in at " + url + ": customer main, admin\n");
    var stored = home.resolve(".config/forja/client.json");
    assertThat(Files.getPosixFilePermissions(stored)).hasToString("[OWNER_READ, OWNER_WRITE]");
    assertThat(caller.run(nothing, "jobs").code()).isZero();
    try (var other = new ApiPeer()) {
      var elsewhere = caller.run(nothing, "jobs", "--url", other.url().toString());
      assertThat(elsewhere.err()).contains("forja login");
    }
    assertThat(caller.run(nothing, "logout").code()).isZero();
    assertThat(stored).doesNotExist();
  }

  @Test
  void everyCommandHasHelpWithExamples() {
    var commands = caller.types("--help").out().lines();
    var names =
        commands
            .dropWhile(line -> !line.startsWith("Commands:"))
            .skip(1)
            .takeWhile(line -> !line.isBlank())
            .filter(line -> line.matches("  \\w.*"))
            .map(line -> line.strip().split(" ")[0]);
    assertThat(names)
        .hasSizeGreaterThan(12)
        .allSatisfy(name ->
            assertThat(caller.types(name, "--help").out())
                .contains("Usage: forja " + name, "Examples:", "  forja " + name));
  }

  @Test
  void completionKnowsOurCommandsAndTheLaunchers() {
    assertThat(caller.types("completion", "bash").out()).contains("workers").contains("--detach");
    assertThat(caller.types("completion", "zsh").out()).startsWith("autoload");
  }
}
