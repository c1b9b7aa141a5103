package forja.routes.control;

import forja.common.job.Heartbeat;
import forja.common.wire.Wire;
import forja.routes.wiring.Broker;
import forja.routes.wiring.BrokerAway;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Letter;
import forja.routes.wiring.Sender;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.activemq.artemis.api.core.ActiveMQInterruptedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Worker side: says each second, and whenever asked, that this worker lives and what it holds. */
public final class HeartbeatLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HeartbeatLoop.class);
  private static final int EVERY_SECONDS = 1;

  private final Semaphore asked = new Semaphore(0);
  private final Supplier<Heartbeat> heartbeat;
  private final Sender sender;
  private boolean complained;
  private final Thread thread = Thread.ofPlatform().name("heartbeat").daemon().unstarted(this::run);

  public HeartbeatLoop(Broker broker, Supplier<Heartbeat> heartbeat) {
    this.sender = new Sender(broker);
    this.heartbeat = heartbeat;
  }

  public void start() {
    thread.start();
  }

  public void beatNow() {
    asked.release();
  }

  private void run() {
    try {
      while (true) {
        beat();
        if (asked.tryAcquire(EVERY_SECONDS, TimeUnit.SECONDS)) {
          asked.drainPermits();
        }
      }
    } catch (InterruptedException | ActiveMQInterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    try {
      var now = heartbeat.get();
      sender.send(List.of(Letter.fleeting(Channels.heartbeats(now.worker()), Wire.write(now))));
      complained = false;
    } catch (BrokerAway away) {
      log.debug("the heartbeat was not heard; the next one follows in a second", away);
    } catch (ActiveMQInterruptedException toldToStop) {
      throw toldToStop;
    } catch (RuntimeException bug) {
      if (!complained) {
        log.error("a heartbeat could not be made; the loop goes on", bug);
      }
      complained = true;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    sender.close();
  }
}
