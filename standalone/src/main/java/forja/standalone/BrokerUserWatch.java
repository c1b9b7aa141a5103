package forja.standalone;

import forja.routes.program.CannotStart;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a running broker heed who was added, changed or revoked: whoever may do less than before is
 * cut off.
 */
final class BrokerUserWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BrokerUserWatch.class);
  private static final Duration LOOK_EACH = Duration.ofMillis(250);

  private final BrokerUserBook book;
  private final BrokerGuard guard;
  private final ActiveMQServer server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private byte[] known;
  private BrokerUserList users;
  private final Thread thread =
      Thread.ofPlatform().name("broker-users").daemon().unstarted(this::run);

  BrokerUserWatch(BrokerUserBook book, BrokerGuard guard, ActiveMQServer server) {
    this.book = book;
    this.guard = guard;
    this.server = server;
    this.users = book.read();
    this.known = new byte[0];
    guard.admit(users);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closed.await(LOOK_EACH.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      // A list that is gone for a moment is no reason to cut everybody off.
      var bytes = book.bytes().orElse(known);
      if (!Arrays.equals(bytes, known)) {
        heed(BrokerUserBook.list(bytes));
        known = bytes;
      }
      cutOffStrangers();
    } catch (CannotStart unreadable) {
      log.error("the users of the broker stay as they were: {}", unreadable.getMessage());
    } catch (RuntimeException bug) {
      log.error("the users of the broker are not looked after for a moment", bug);
    }
  }

  private void heed(BrokerUserList now) {
    var changed = changed(users, now);
    users = now;
    guard.admit(now);
    if (changed.isEmpty()) {
      return;
    }
    log.info("the users of the broker have changed: {}", String.join(", ", changed));
    // The broker remembers for some seconds whom it has let in, and whom not.
    server.getActiveMQServerControl().clearAuthenticationCache();
    server.getActiveMQServerControl().clearAuthorizationCache();
    changed.forEach(this::cutOff);
  }

  private static Set<String> changed(BrokerUserList before, BrokerUserList now) {
    var names = new HashSet<String>();
    List.of(before, now).forEach(list -> list.users().forEach(user -> names.add(user.name())));
    names.removeIf(name -> before.find(name).equals(now.find(name)));
    return names;
  }

  /** Guards against one that was let in at the moment it was revoked. */
  private void cutOffStrangers() {
    server.getSessions().stream()
        .map(ServerSession::getUsername)
        .map(Optional::ofNullable)
        .flatMap(Optional::stream)
        .distinct()
        .filter(user -> !guard.knows(user))
        .forEach(this::cutOff);
  }

  private void cutOff(String user) {
    if (server.getActiveMQServerControl().closeConnectionsForUser(user)) {
      log.info("whoever was connected as {} is cut off", user);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
