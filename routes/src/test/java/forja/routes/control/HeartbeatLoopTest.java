package forja.routes.control;

import static org.assertj.core.api.Assertions.assertThat;

import forja.routes.wiring.Broker;
import forja.routes.wiring.Credential;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeartbeatLoopTest {
  @Test
  void goesOnAfterAHeartbeatThatCouldNotBeMade() throws Exception {
    var asked = new CountDownLatch(2);
    var broker = new Broker(URI.create("tcp://127.0.0.1:1"), new Credential("nobody", "none"));
    try (var loop =
        new HeartbeatLoop(
            broker,
            () -> {
              asked.countDown();
              throw new IllegalStateException("a bug");
            })) {
      loop.start();

      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
