package forja.api.secret;

import forja.api.ledger.JobHolder;
import forja.api.ledger.LoopThread;
import forja.common.job.Failure;
import forja.common.job.JobId;
import forja.common.job.Token;
import forja.common.secret.OneTimeKey;
import forja.common.secret.SecretAnswer;
import forja.common.secret.SecretOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the workers that ask for secrets. Tells them to nobody but the worker that the ledger saw
 * begin the job, and that goes on with it; the news of the begin may come after the order, so the
 * order waits for a while.
 */
public final class SecretDesk implements AutoCloseable {
  static final Duration VALID = Duration.ofSeconds(60);
  static final Duration WAITS = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(SecretDesk.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(25);
  private static final int MOST_WAITING = 10_000;

  private final LinkedBlockingQueue<SecretOrder> heard = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Map<UUID, Waiting> waiting = new LinkedHashMap<>();
  private final Function<Collection<JobId>, Map<JobId, JobHolder>> holders;
  private final SecretBook book;
  private final BiConsumer<String, SecretAnswer> post;
  private final BiPredicate<JobId, Token> proven;
  private final Clock clock;
  private Optional<LoopThread> loop = Optional.empty();

  /**
   * The post takes an answer to the worker of this name; somebody says whether a token shows that
   * its owner has received the job.
   */
  public SecretDesk(
      Function<Collection<JobId>, Map<JobId, JobHolder>> holders,
      SecretBook book,
      BiConsumer<String, SecretAnswer> post,
      BiPredicate<JobId, Token> proven,
      Clock clock) {
    this.holders = holders;
    this.book = book;
    this.post = post;
    this.proven = proven;
    this.clock = clock;
  }

  private record Waiting(SecretOrder order, Instant since) {}

  public void start() {
    loop = Optional.of(LoopThread.start("secret-desk", this::turn));
  }

  /** Never waits: whoever finds no room here asks again. */
  public void hear(SecretOrder order) {
    if (!heard.offer(order)) {
      log.warn("too many ask for secrets at once; worker {} has to ask again", order.worker());
    }
  }

  /** Takes what was heard, and answers what can be answered. */
  void turn() throws InterruptedException {
    var first =
        heard.poll(
            waiting.isEmpty() ? VALID.toMillis() : LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    var news = new ArrayList<SecretOrder>();
    if (first != null) {
      news.add(first);
      heard.drainTo(news);
    }
    // A question that is asked again keeps its place and its time.
    news.forEach(order -> waiting.putIfAbsent(order.id(), new Waiting(order, clock.instant())));
    answerAll();
  }

  private void answerAll() {
    if (waiting.isEmpty()) {
      return;
    }
    var jobs = waiting.values().stream().map(each -> each.order.job()).distinct().toList();
    var known = holders.apply(jobs);
    for (var each : List.copyOf(waiting.values())) {
      var answer = answer(each, Optional.ofNullable(known.get(each.order.job())));
      answer.ifPresent(told -> post.accept(each.order.worker(), told));
      if (answer.isPresent()) {
        waiting.remove(each.order.id());
      }
    }
  }

  /** Empty as long as it may still become clear that the worker holds the job. */
  private Optional<SecretAnswer> answer(Waiting asked, Optional<JobHolder> known) {
    var order = asked.order;
    var age = Duration.between(order.sentAt(), clock.instant());
    if (age.abs().compareTo(VALID) > 0) {
      return refused(order, "the order is not of this minute; the clocks have to agree");
    }
    if (!proven.test(order.job(), order.token())) {
      return refused(order, "it shows no proof that this worker has received the job");
    }
    if (known.isEmpty() || known.get().isPast(order.token())) {
      return refused(order, "this work on the job is over");
    }
    var holder = known.get();
    if (holder.isAtWork(order.worker(), order.token())) {
      return Optional.of(answer(order, holder));
    }
    return Duration.between(asked.since, clock.instant()).compareTo(WAITS) < 0
        ? Optional.empty()
        : refused(order, "the ledger did not see this worker begin the job");
  }

  private SecretAnswer answer(SecretOrder order, JobHolder holder) {
    if (!holder.secrets().containsAll(order.names())) {
      return refusal(order, "the job does not name these secrets");
    }
    try {
      return told(order, book.open(holder.customer(), order.names()));
    } catch (CannotOpen closed) {
      log.error("the secrets of job {} cannot be told: {}", order.job(), closed.getMessage());
      return refusal(order, "the api cannot open them; its log says why");
    }
  }

  private SecretAnswer told(SecretOrder order, Map<String, byte[]> values) {
    try {
      var missing = new TreeSet<>(order.names());
      missing.removeAll(values.keySet());
      if (!missing.isEmpty()) {
        return unknown(order, missing);
      }
      return OneTimeKey.answer(order, values, clock.instant().plus(VALID))
          .map(SecretAnswer.class::cast)
          .orElseGet(() -> refusal(order, "the public key of the order is none"));
    } finally {
      values.values().forEach(value -> Arrays.fill(value, (byte) 0));
    }
  }

  private static SecretAnswer unknown(SecretOrder order, Collection<String> missing) {
    return new SecretAnswer.Refused(
        order.id(),
        new Failure(
            Failure.Kind.REJECTED,
            "secret.unknown",
            "there is no secret " + String.join(", ", missing)));
  }

  private static Optional<SecretAnswer> refused(SecretOrder order, String why) {
    return Optional.of(refusal(order, why));
  }

  /** A worker of ours asks for what it may have: trying again helps. */
  private static SecretAnswer refusal(SecretOrder order, String why) {
    log.warn(
        "worker {} is not told the secrets of job {} ({}): {}",
        order.worker(),
        order.job(),
        order.token(),
        why);
    return new SecretAnswer.Refused(
        order.id(), new Failure(Failure.Kind.UNAVAILABLE, "secrets.refused", why));
  }

  @Override
  public void close() {
    loop.ifPresent(LoopThread::close);
  }
}
