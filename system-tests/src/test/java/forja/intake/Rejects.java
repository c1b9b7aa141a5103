package forja.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.jspecify.annotations.Nullable;

/** What a customer's refused messages came back as; finds the one that is about something. */
final class Rejects {
  private static final long DEADLINE_NANOS = 20_000_000_000L;
  private static final int PATIENCE_MILLIS = 1_000;

  private Rejects() {}

  static Heard about(CoreProgram program, @Nullable Object correlation) throws ActiveMQException {
    long end = System.nanoTime() + DEADLINE_NANOS;
    try (ClientConsumer consumer = program.session().createConsumer("forja.rejects.main")) {
      while (System.nanoTime() < end) {
        var message = consumer.receive(PATIENCE_MILLIS);
        if (message != null) {
          message.acknowledge();
          var heard = CoreProgram.heard(message);
          if (Objects.equals(correlation, heard.correlation())) {
            return heard;
          }
        }
      }
    }
    throw new AssertionError("no reject about " + correlation);
  }

  static void isProblem(Heard heard, String slug) {
    assertThat(heard.json().path("type").asText()).as("%s", heard).endsWith("/" + slug);
    assertThat(heard.json().path("detail").asText()).isNotEmpty();
  }
}
