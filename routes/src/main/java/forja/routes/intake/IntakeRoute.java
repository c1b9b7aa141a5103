package forja.routes.intake;

import forja.routes.wiring.Batches;
import forja.routes.wiring.BrokerDesk;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Letter;
import forja.routes.wiring.Received;
import forja.routes.wiring.Sender;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Api side: jobs that other systems post to a customer's address. The address says for whom,
 * nothing in the message does.
 */
public final class IntakeRoute extends RouteBuilder {
  private static final String MESSAGES = "forja.messages";

  private final String customer;
  private final Intake intake;
  private final Sender sender;
  private final ReplyPost post;
  private final BrokerDesk broker;
  private final ReplyAddress replyAddress;

  public IntakeRoute(String customer, Intake intake, Sender sender, BrokerDesk broker) {
    this.customer = customer;
    this.intake = intake;
    this.sender = sender;
    this.post = new ReplyPost(sender);
    this.broker = broker;
    this.replyAddress = new ReplyAddress(customer, broker);
  }

  /** By what the route of a customer is known. */
  public static String idOf(String customer) {
    return "intake-" + customer;
  }

  @Override
  public void configure() {
    from(Channels.queue(Channels.intake(customer)))
        .routeId(idOf(customer))
        .process(this::book)
        .process(this::answer);
  }

  private void book(Exchange exchange) {
    var messages = Batches.of(exchange);
    var node = broker.node();
    var posted = messages.stream().map(message -> posted(message, node)).toList();
    exchange.setProperty(MESSAGES, messages);
    exchange.getIn().setBody(intake.book(posted));
  }

  /** The broker's own number of a message stays the same when it is delivered again. */
  private static Intake.Posted posted(Received message, String node) {
    return new Intake.Posted(message.idempotencyKey(), message.origin(node), message.content());
  }

  private void answer(Exchange exchange) {
    List<?> answers = exchange.getIn().getBody(List.class);
    List<?> messages = exchange.getProperty(MESSAGES, List.class);
    var rejects = new ArrayList<Letter>();
    var replies = new ArrayList<Letter>();
    for (int i = 0; i < messages.size(); i++) {
      var message = (Received) messages.get(i);
      var answer = (Intake.Answer) answers.get(i);
      replyAddress.letter(message, answer.json()).ifPresent(replies::add);
      if (answer instanceof Intake.Refused(var problem)) {
        rejects.add(ReplyAddress.answer(Channels.rejects(customer), message, problem).kept());
      }
    }
    if (!rejects.isEmpty()) {
      sender.send(rejects);
    }
    post.deliver(replies);
  }
}
