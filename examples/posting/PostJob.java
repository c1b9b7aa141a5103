import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.ConnectionOptions;
import org.apache.qpid.protonj2.client.Message;

/**
 * Posts one job over AMQP 1.0 and prints the reply. Run it with org.apache.qpid:protonj2-client on
 * the class path: {@code java -cp 'lib/*' PostJob.java HOST PORT CREDENTIAL KEY JSON}
 */
final class PostJob {

  public static void main(String[] words) throws Exception {
    var credential = Files.readString(Path.of(words[2]));
    var options = new ConnectionOptions();
    options.user(field(credential, "user")).password(field(credential, "password"));

    try (var client = Client.create();
        var connection = client.connect(words[0], Integer.parseInt(words[1]), options);
        var replies = connection.openDynamicReceiver();
        var sender = connection.openSender("forja.intake.main")) {
      var message =
          Message.create(words[4])
              .durable(true)
              .property("Idempotency-Key", words[3])
              .correlationId(words[3])
              .replyTo(replies.address());
      sender.send(message).awaitSettlement(30, TimeUnit.SECONDS);

      var reply = replies.receive(30, TimeUnit.SECONDS);
      System.out.println(reply == null ? "no reply within 30 s" : reply.message().body());
    }
  }

  private static String field(String json, String name) {
    var found = Pattern.compile('"' + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
    if (!found.find()) {
      throw new IllegalArgumentException("the credential has no " + name);
    }
    return found.group(1);
  }
}
