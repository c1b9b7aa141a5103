package forja.routes.intake;

import forja.routes.wiring.BrokerDesk;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Letter;
import forja.routes.wiring.Received;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides where a reply may go: never to an address that the sender could not have read itself. */
final class ReplyAddress {
  /** How JMS and AMQP clients spell the sort of a destination before its name. */
  private static final Pattern SORT = Pattern.compile("^(temp-)?(queue|topic)://");

  private static final Pattern BARE_UUID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Pattern own;
  private final BrokerDesk broker;

  /** The name has no colon and no comma: two colons would name a queue behind the address. */
  ReplyAddress(String customer, BrokerDesk broker) {
    this.own =
        Pattern.compile(Pattern.quote(Channels.replies(customer) + ".") + "[A-Za-z0-9._-]{1,200}");
    this.broker = broker;
  }

  /** Empty when no reply is wished for, or not there; the job is booked all the same. */
  Optional<Letter> letter(Received message, byte[] json) {
    return message.replyTo().flatMap(this::allowed).map(address -> letter(address, message, json));
  }

  private Letter letter(String address, Received message, byte[] json) {
    var answer = answer(address, message, json);
    return isOwn(address) ? answer.kept() : answer;
  }

  Optional<String> allowed(String wish) {
    var address = SORT.matcher(wish).replaceFirst("");
    return isOwn(address) || isTemporary(address) ? Optional.of(address) : Optional.empty();
  }

  private boolean isOwn(String address) {
    return own.matcher(address).matches();
  }

  /** A temporary queue has a name that nobody can guess, and the broker tells that it is one. */
  private boolean isTemporary(String address) {
    return BARE_UUID.matcher(address).matches() && broker.isTemporaryQueue(address);
  }

  /** Says what it is an answer to. */
  static Letter answer(String address, Received message, byte[] json) {
    var properties =
        message
            .correlation()
            .map(correlation -> Map.of(Letter.CORRELATION, correlation))
            .orElse(Map.of());
    return new Letter(address, json, true, properties);
  }
}
