package forja.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a job may ask of others and of time, and the letters nobody could read. */
@Timeout(30)
class BoundsIT {
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
  void runSendsTheRetryPolicyTheKeyAndTheDeadline() {
    var words =
        """
        run farm.ping --factor 3 --ceiling 10m --retry-on unavailable,lost --unique nightly \
        --unique-while queued --unique-else refuse --deadline +2h\
        """;

    var run = caller.types(words.split(" "));

    assertThat(run.code()).isZero();
    assertThat(peer.jobs().getFirst().request().toString())
        .isEqualTo(
            """
            {"kind":"farm.ping","spec":{},"retry":{"factor":3,"ceiling":"PT10M","on":["unavailable","lost"]},\
            "unique":{"key":"nightly","while":"queued","else":"refuse"},"deadline":"2026-01-01T03:00:00Z"}\
            """);
    assertThat(caller.types("run", "farm.ping", "--unique-else", "refuse").code())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void deadLettersAreListedShownSentAgainAndDiscarded() {
    var id = ApiPeer.DEAD_LETTER;

    assertThat(caller.types("dead", "--what", "intake").out())
        .contains(id, "forja.intake.main", "malformed-json: not JSON");
    assertThat(peer.requests()).contains("GET /dead?limit=50&what=intake");
    assertThat(caller.types("dead", "show", id).out()).endsWith("\n\nno \\x1b[31mjob\n");
    assertThat(caller.types("dead", "resubmit", id).out()).isEqualTo(id + " sent again\n");
    assertThat(caller.typing(id + "\n").types("dead", "discard", "-").out())
        .isEqualTo(id + " discarded\n");
    assertThat(peer.requests()).contains("POST /dead/" + id + "/resubmit", "DELETE /dead/" + id);
    caller.types("run", "farm.ping");
    for (var order : new String[] {"show", "resubmit", "discard"}) {
      var last = caller.types("dead", order, "@last");
      assertThat(last.code()).isEqualTo(ExitCode.USAGE);
      assertThat(last.err()).contains("not a dead letter");
      assertThat(caller.types("dead", order, "7").err()).contains("no id of a dead letter: 7");
    }
  }
}
