package forja.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import forja.routes.wiring.Broker;
import forja.routes.wiring.BrokerDesk;
import forja.routes.wiring.Credential;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without a broker: what can be decided by the name alone. */
class ReplyAddressTest {
  /** Nobody listens here; whoever asked the broker would fail. */
  private final BrokerDesk nowhere =
      new BrokerDesk(new Broker(URI.create("tcp://127.0.0.1:1"), new Credential("a", "b")));

  private final ReplyAddress address = new ReplyAddress("main", nowhere);

  @AfterEach
  void close() {
    nowhere.close();
  }

  @Test
  void allowsTheCustomersOwnReplies() {
    assertThat(address.allowed("forja.replies.main.mine")).contains("forja.replies.main.mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"queue://", "topic://", "temp-queue://", "temp-topic://"})
  void understandsHowClientsSpellADestination(String sort) {
    assertThat(address.allowed(sort + "forja.replies.main.a.b")).contains("forja.replies.main.a.b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "forja.replies.main",
        "forja.replies.main2.x",
        "forja.replies.other.x",
        "forja.jobs.farm.default",
        "forja.intake.main",
        "forja.status.worker-1",
        "forja.control",
        "queue://queue://forja.replies.main.x",
        "activemq.management",
        "FORJA.REPLIES.MAIN.x",
        "#"
      })
  void allowsNoOtherAddress(String wish) {
    assertThat(address.allowed(wish)).isEmpty();
  }
}
