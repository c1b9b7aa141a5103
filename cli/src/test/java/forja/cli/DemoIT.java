package forja.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.json.Json;
import java.io.IOException;
import java.nio.file.Files;
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
        .contains("cannot make another user", "needs the role admin")
        .contains("does not show the secret demo-password")
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
  void worksAsACustomerOfItsOwnAndLeavesTheLoginAlone() throws IOException {
    peer.worksLike(new PeerWorker(10));
    var login = home.resolve(".config/forja/client.json");
    Files.createDirectories(login.getParent());
    Files.writeString(login, "{\"url\":\"http://127.0.0.1:1\",\"token\":\"mine\"}");
    var caller = ClientRun.Caller.piped(peer, home);

    var first = caller.types("demo");
    var second = caller.types("demo");

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(Files.readString(login)).contains("mine").doesNotContain("token-");
    assertThat(peer.identity().sessions()).isZero();
    assertThat(peer.requests().stream().filter("POST /customers"::equals)).hasSize(1);
    assertThat(caller.types("user", "--customer", "demo").out()).contains("guide", "operator");
  }

  @Test
  void exitsWithOneWhenASecretCanBeRead() {
    var worker = new PeerWorker(10);
    peer.worksLike(job -> {
      if (job.request().path("spec").has("secrets")) {
        job.write(Json.text(Json.objectOf(secret()), "value"));
      }
      worker.accept(job);
    });

    var run = ClientRun.Caller.piped(peer, home).types("demo");

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out()).contains("the value stands in the log");
  }

  private JsonNode secret() {
    try {
      return Json.read(peer.sent("POST /secrets"));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void drawsBarsOnATerminal() {
    peer.worksLike(new PeerWorker(10));

    var run = ClientRun.Caller.piped(peer, home).onTerminal().types("demo");

    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.out()).contains("✔").contains("█").contains("\u001b[?25h");
  }
}
