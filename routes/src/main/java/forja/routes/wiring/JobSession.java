package forja.routes.wiring;

import forja.common.job.Capability;
import forja.common.job.JobReport;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQObjectClosedException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attachment to a queue of jobs: a virtual thread per job, and the finish loop that ends them.
 */
final class JobSession implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(JobSession.class);
  private static final Duration LOOK_UP_EVERY = Duration.ofMillis(100);

  private final Broker.Connection connection;
  private final FinishLoop finishLoop;
  private final ClientConsumer source;
  private final JobConsumer consumer;
  private final Semaphore slots;
  private final Draining draining;
  private final DrainWatch drain;
  private final AtomicInteger taken = new AtomicInteger();
  private final Fence fence;
  private final ConnectionWatch watch;
  private final JobThreads threads = new JobThreads();
  private final AtomicBoolean givenUp = new AtomicBoolean();
  private final String queue;
  private volatile boolean open = true;
  private volatile boolean drained;
  private volatile boolean inGoodOrder;

  JobSession(
      Broker broker,
      WorkerPlace.Serving serving,
      String queue,
      JobConsumer consumer,
      Semaphore slots,
      Fence fence)
      throws ActiveMQException {
    this.connection = broker.transacted(windowBytes(serving.capability()));
    this.consumer = consumer;
    this.slots = slots;
    this.fence = fence;
    this.draining = serving.draining();
    this.queue = queue;
    try {
      var prover = connection.anotherSession();
      var name = SimpleString.of(queue);
      this.watch = new ConnectionWatch(fence, () -> ask(prover, name), this::giveUp);
      this.drain = new DrainWatch(draining, connection::setDelivering, this::endIfIdle);
      this.finishLoop = new FinishLoop(connection.session(), serving.worker());
      this.source = connection.session().createConsumer(queue);
      source.setMessageHandler(this::take);
    } catch (ActiveMQException refused) {
      connection.close();
      throw refused;
    }
  }

  /** The broker may drop the consumer alone, with all its jobs, and leave the connection. */
  private Object ask(ClientSession prover, SimpleString name) throws ActiveMQException {
    if (source.isClosed()) {
      throw new ActiveMQObjectClosedException("the broker has dropped the consumer");
    }
    return prover.queueQuery(name);
  }

  /** Long work takes one message at a time, so that no job waits in a client behind another. */
  private static int windowBytes(Capability capability) {
    return switch (capability) {
      case FARM -> 64 * 1024;
      case CUSTOMER -> 0;
    };
  }

  /** Serves the queue until the connection is lost or the thread is interrupted. */
  void work() throws ActiveMQException, InterruptedException {
    connection.whenLost(() -> giveUp("the connection was lost"));
    if (fence.holds()) {
      watch.start(queue);
    }
    connection.session().start();
    drain.start(queue);
    finishLoop.run();
    inGoodOrder = drained;
  }

  /**
   * Called by the broker's client, one message after the other: waiting here is what holds back the
   * rest.
   */
  private void take(ClientMessage message) {
    try {
      boolean started = false;
      while (open && !started) {
        if (drain.handsBack()) {
          handBack(message);
          return;
        }
        started =
            draining.awaitOff(LOOK_UP_EVERY)
                && slots.tryAcquire(LOOK_UP_EVERY.toNanos(), TimeUnit.NANOSECONDS);
      }
      if (started) {
        begin(message);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void begin(ClientMessage message) {
    // Guards against a session that was ended as idle while this job found its slot.
    if (open) {
      taken.incrementAndGet();
      Thread.ofVirtual().start(() -> doInASlot(message));
    } else {
      slots.release();
    }
  }

  /** Counts as taken: the session must not end before it is told. */
  private synchronized void handBack(ClientMessage message) {
    if (open) {
      taken.incrementAndGet();
      Thread.ofVirtual()
          .start(() -> {
            try {
              carryOut(message, false);
            } finally {
              taken.decrementAndGet();
            }
          });
    }
  }

  private void doInASlot(ClientMessage message) {
    try {
      carryOut(message, true);
    } finally {
      taken.decrementAndGet();
      slots.release();
    }
  }

  /** Nothing is at work: what waits here goes back to the queue, and others take it. */
  private synchronized void endIfIdle() {
    if (taken.get() > 0) {
      return;
    }
    open = false;
    drained = true;
    finishLoop.lose();
  }

  private void carryOut(ClientMessage message, boolean mayBegin) {
    threads.enter();
    try {
      // Guards against a session that ended before this thread could be seen and interrupted.
      if (open) {
        route(message, mayBegin);
      }
    } finally {
      threads.leave();
    }
  }

  private void route(ClientMessage message, boolean mayBegin) {
    var exchange = consumer.createExchange(false);
    try {
      exchange.getIn().setBody(delivered(message, mayBegin));
      consumer.getProcessor().process(exchange);
      end(message, exchange);
    } catch (Exception unreadable) {
      // An interrupt of ours may look like anything here.
      if (!givenUp.get()) {
        log.error("a message is no job and goes to the dead letters", unreadable);
        finishLoop.refuse(message, unreadable.toString());
      }
    } finally {
      consumer.releaseExchange(exchange, false);
    }
  }

  private DeliveredJob delivered(ClientMessage message, boolean mayBegin) {
    return new DeliveredJob(
        Content.of(message).bytes(),
        message.getDeliveryCount(),
        Release.proofIn(message),
        finishLoop::tell,
        this::left,
        mayBegin);
  }

  /** How long a job may still be worked on without further proof. */
  private Duration left() {
    return givenUp.get() ? Duration.ZERO : watch.left();
  }

  private void end(ClientMessage message, Exchange exchange) throws Exception {
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
    if (!givenUp.get() && exchange.getMessage().getBody() instanceof JobReport.Final report) {
      finishLoop.end(message, report);
    }
  }

  /**
   * Takes nothing more, waits for what is at work, and lets its ends be committed; {@link #work}
   * returns then.
   */
  void drain(Duration atMost) throws InterruptedException {
    open = false;
    drained = threads.await(atMost) == 0;
    finishLoop.lose();
  }

  /**
   * The broker may have given our jobs to others: who works on them stops now, nothing is
   * acknowledged any more.
   */
  private void giveUp(String reason) {
    if (givenUp.compareAndSet(false, true)) {
      log.warn("the jobs taken from {} are given up: {}", queue, reason);
      open = false;
      if (fence.holds()) {
        threads.interrupt();
        Thread.ofPlatform().name("halt-" + queue).daemon().start(this::haltUnlessStopped);
      }
      // Before the session can end in good order: then the broker would not count this delivery,
      // and the next one would have the same token.
      connection.cut();
      finishLoop.abandon();
    }
  }

  private void haltUnlessStopped() {
    try {
      int staying = threads.await(watch.untilOthersBegin());
      if (staying > 0) {
        fence
            .halt()
            .accept(
                staying
                    + " jobs from "
                    + queue
                    + " were given up and do not stop; others may be doing them");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Whoever works for a session that is gone may not go on: the broker gives those jobs to others.
   * Unless nothing is left of them, the connection is cut: see {@link #giveUp}.
   */
  @Override
  public void close() {
    open = false;
    watch.close();
    drain.close();
    if (!inGoodOrder) {
      giveUp("the session has ended");
      // Guards against another thread that is giving up and has not come so far.
      connection.cut();
    }
    connection.close();
  }
}
