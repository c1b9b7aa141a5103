package forja.routes.secret;

import forja.common.job.Failure;
import forja.common.job.Work;
import forja.common.secret.OneTimeKey;
import forja.common.secret.SecretAnswer;
import forja.common.secret.SecretOrder;
import forja.common.wire.Wire;
import forja.routes.wiring.Broker;
import forja.routes.wiring.BrokerAway;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Letter;
import forja.routes.wiring.Sender;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQInterruptedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Worker side: asks the api for the secrets of a job and waits for the answer, which {@link
 * SealedRoute} brings. Asks again while nobody answers: a question or an answer may be lost.
 */
public final class SecretPost implements SecretSource, AutoCloseable {
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(SecretPost.class);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

  private final Map<UUID, Waiting> waiting = new ConcurrentHashMap<>();
  private final String worker;
  private final Clock clock;
  private final Duration patience;
  private final Consumer<Letter> sender;
  private final Runnable closing;

  public SecretPost(Broker broker, String worker, Clock clock) {
    this(new Sender(broker), worker, clock);
  }

  private SecretPost(Sender sender, String worker, Clock clock) {
    this(letter -> sender.send(List.of(letter)), sender::close, worker, clock, PATIENCE);
  }

  SecretPost(
      Consumer<Letter> sender, Runnable closing, String worker, Clock clock, Duration patience) {
    this.sender = sender;
    this.closing = closing;
    this.worker = worker;
    this.clock = clock;
    this.patience = patience;
  }

  /** A question that is open, and what came for it. */
  private record Waiting(LinkedBlockingQueue<SecretAnswer> answers) {
    Waiting() {
      this(new LinkedBlockingQueue<>());
    }

    Optional<SecretAnswer> within(Duration patience) throws InterruptedException {
      return Optional.ofNullable(answers.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    }
  }

  @Override
  public Fetched fetch(Work work, List<String> names) throws InterruptedException {
    var key = OneTimeKey.make();
    var id = UUID.randomUUID();
    var answers = new Waiting();
    waiting.put(id, answers);
    try {
      return ask(new Question(id, work, names, key), answers);
    } finally {
      waiting.remove(id);
    }
  }

  private record Question(UUID id, Work work, List<String> names, OneTimeKey key) {
    SecretOrder order(String worker, Clock clock) {
      return new SecretOrder(
          id, worker, work.id(), work.token(), clock.instant(), key.publicKey(), names);
    }
  }

  private Fetched ask(Question question, Waiting answers) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    for (long left = patience.toNanos(); left > 0; left = end - System.nanoTime()) {
      var order = question.order(worker, clock);
      send(order);
      var wait = Duration.ofNanos(Math.min(left, ASK_AGAIN.toNanos()));
      var answer = answers.within(wait).flatMap(come -> read(come, order, question.key()));
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    return unreachable("the api did not answer within " + patience);
  }

  private Optional<Fetched> read(SecretAnswer answer, SecretOrder order, OneTimeKey key) {
    return switch (answer) {
      case SecretAnswer.Refused(var _, var failure) -> Optional.of(new Fetched.Failed(failure));
      case SecretAnswer.Told told ->
          key.open(told, order, clock.instant()).map(Fetched.Told::new).map(Fetched.class::cast);
    };
  }

  private void send(SecretOrder order) throws InterruptedException {
    try {
      sender.accept(Letter.fleeting(Channels.secrets(worker), Wire.write(order)));
    } catch (BrokerAway away) {
      log.debug("the secrets of job {} could not be asked for; trying again", order.job(), away);
    } catch (ActiveMQInterruptedException told) {
      throw (InterruptedException) new InterruptedException("told to stop").initCause(told);
    }
  }

  private static Fetched unreachable(String why) {
    return new Fetched.Failed(new Failure(Failure.Kind.UNAVAILABLE, "secrets.unreachable", why));
  }

  /** What is no answer to an open question is let go: its asker has given up. */
  public void hear(SecretAnswer answer) {
    var asker = waiting.get(answer.order());
    if (asker != null) {
      asker.answers.add(answer);
    }
  }

  @Override
  public void close() {
    closing.run();
  }
}
