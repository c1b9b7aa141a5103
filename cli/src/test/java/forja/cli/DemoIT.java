package forja.cli;

import static org.assertj.core.api.Assertions.assertThat;

import forja.cli.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DemoIT {
  @TempDir private Path home;
  private ApiPeer peer;

  @BeforeEach
  void startPeer() throws IOException {
    peer = new ApiPeer();
  }

  @AfterEach
  void stopPeer() {
    peer.close();
  }

  @Test
  void endsWellWhenEveryOutcomeIsTheExpectedOne() {
    peer.worksLike(new PeerWorker(10));

    var run = ClientRun.Caller.piped(peer, home).types("demo");

    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.out())
        .contains("failed (rejected)", "succeeded at attempt 2", "failed (timed-out)", "cancelled")
        .contains("All 9 ended as expected")
        .contains(peer.url() + "/docs");
    assertThat(run.out().lines().filter(line -> !line.contains(" | ")))
        .noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void exitsWithOneWhenAnOutcomeIsUnexpected() {
    var worker = new PeerWorker(10);
    peer.worksLike(job -> {
      if (Json.text(job.request(), "kind").equals("farm.ping")) {
        var failure = Json.object().put("kind", "crashed").put("message", "a bug");
        job.happen("failed", "failed", Json.object().set("failure", failure));
      } else {
        worker.accept(job);
      }
    });

    var run = ClientRun.Caller.piped(peer, home).types("demo");

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out()).contains("failed (crashed)").contains("Only 8 ended as expected");
  }

  @Test
  void drawsBarsOnATerminal() {
    peer.worksLike(new PeerWorker(10));

    var run = ClientRun.Caller.piped(peer, home).onTerminal().types("demo");

    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.out()).contains("✔").contains("█").contains("\u001b[?25h");
  }
}
