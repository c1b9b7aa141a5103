package forja.cli;

import static org.assertj.core.api.Assertions.assertThat;

import forja.cli.http.ApiClient;
import forja.cli.http.Bearer;
import forja.cli.http.EventStream;
import forja.cli.http.LogTail;
import forja.cli.http.Trust;
import forja.cli.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReconnectIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

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
  void missesNoEventAndSeesNoneTwiceWhenStreamsAreCut() {
    var job = peer.job("farm.sleep");
    for (var percent = 1; percent <= 30; percent++) {
      job.happen("progressed", "running", Json.object().put("percent", percent));
    }
    job.happen("succeeded", "succeeded", Json.object());
    peer.cutStreamsAfter(3);
    var seen = new ArrayList<String>();

    new EventStream(client(), PATIENCE, _ -> {})
        .follow("/jobs/" + job.id() + "/events", event -> seen.add(event.id()));

    assertThat(seen).isEqualTo(numbersUpTo(32));
    assertThat(peer.cuts()).isGreaterThanOrEqualTo(10);
  }

  @Test
  void goesOnWhenTheApiComesBack() throws Exception {
    var job = peer.job("farm.sleep").happen("started", "running", Json.object());
    var seen = new CopyOnWriteArrayList<String>();
    var troubles = new CopyOnWriteArrayList<String>();
    var sawTheStart = new CountDownLatch(2);
    var events = new EventStream(client(), PATIENCE, troubles::add);
    var follower =
        Thread.ofVirtual()
            .start(() ->
                events.follow(
                    "/jobs/" + job.id() + "/events",
                    event -> {
                      seen.add(event.id());
                      sawTheStart.countDown();
                    }));
    assertThat(sawTheStart.await(10, TimeUnit.SECONDS)).isTrue();

    peer.restart();
    job.happen("succeeded", "succeeded", Json.object());

    assertThat(follower.join(Duration.ofSeconds(20))).isTrue();
    assertThat(seen).isEqualTo(numbersUpTo(3));
    assertThat(troubles).isNotEmpty();
  }

  @Test
  void aFollowedLogHasEveryByteOnceWhenTheApiComesBack() throws Exception {
    var job = peer.job("farm.chatter");
    job.write("before\n");
    var log = new ByteArrayOutputStream();
    var sawTheBeginning = new CountDownLatch(1);
    var follower =
        Thread.ofVirtual()
            .start(() ->
                new LogTail(client(), job.id(), PATIENCE)
                    .follow((bytes, length) -> {
                      log.write(bytes, 0, length);
                      sawTheBeginning.countDown();
                    }));
    assertThat(sawTheBeginning.await(10, TimeUnit.SECONDS)).isTrue();

    peer.restart();
    job.write("after\n");
    job.happen("succeeded", "succeeded", Json.object());

    assertThat(follower.join(Duration.ofSeconds(20))).isTrue();
    assertThat(log.toString(StandardCharsets.UTF_8)).isEqualTo("before\nafter\n");
  }

  private ApiClient client() {
    return new ApiClient(peer.url(), Trust.KNOWN).with(Bearer.of(ApiPeer.TOKEN));
  }

  private static List<String> numbersUpTo(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(String::valueOf).toList();
  }
}
