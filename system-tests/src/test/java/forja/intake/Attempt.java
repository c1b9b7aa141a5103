package forja.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.qpid.protonj2.client.Message;

/** What a hostile program tries. */
@FunctionalInterface
interface Attempt {
  void run() throws Exception;

  static void refuses(String protocol, String address, Attempt attempt) {
    assertThat(succeeds(attempt)).as("%s %s succeeds", protocol, address).isFalse();
  }

  static boolean succeeds(Attempt attempt) {
    try {
      attempt.run();
      return true;
    } catch (Exception refused) {
      return false;
    }
  }

  static void accepted(AmqpProgram amqp, String address, String text) throws Exception {
    var tracker = amqp.send(address, Message.create(text));
    if (!tracker.remoteState().isAccepted()) {
      throw new IOException("it is " + tracker.remoteState());
    }
  }

  static void noError(StompProgram.Frame frame) throws IOException {
    if (frame.command().equals("ERROR")) {
      throw new IOException(frame.headers().toString());
    }
  }
}
