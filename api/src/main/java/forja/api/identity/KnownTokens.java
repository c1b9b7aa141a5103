package forja.api.identity;

import forja.api.identity.Bearer.Sort;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Tokens that were found good, by their fingerprint. Those in use are read again before they are a
 * second old, all in one question by one thread, while the others go on with what is known.
 */
final class KnownTokens {
  /** Then it is time to read again; nobody has to wait for it yet. */
  private static final Duration DUE = Duration.ofMillis(600);

  /** Nothing older is believed. */
  private static final Duration OLDEST = Duration.ofSeconds(1);

  private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private final BearerReader reader;
  private final Clock clock;
  private final int most;
  private final Map<ByteBuffer, Known> tokens = new ConcurrentHashMap<>();
  private final AtomicLong forgotten = new AtomicLong();
  private final ReentrantLock reading = new ReentrantLock();

  KnownTokens(BearerReader reader, Clock clock) {
    this(reader, clock, MOST);
  }

  KnownTokens(BearerReader reader, Clock clock, int most) {
    this.reader = reader;
    this.clock = clock;
    this.most = most;
  }

  /** What is known of a token; its times are milliseconds since the epoch. */
  private static final class Known {
    private final long until;
    private volatile Bearer bearer;
    private volatile long readAt;
    private volatile long usedAt;
    private volatile long notedAt;

    private Known(Bearer bearer, Instant until, long now) {
      this.bearer = bearer;
      this.until = until.toEpochMilli();
      this.readAt = now;
      this.usedAt = now;
    }

    /** A clock that was set back makes it old, not young. */
    private boolean isOlderThan(Duration age, long now) {
      return now < readAt || now - readAt >= age.toMillis();
    }
  }

  /** Who bears the token, when it is known to be good. */
  Optional<Bearer> find(byte[] fingerprint) {
    var key = ByteBuffer.wrap(fingerprint);
    var known = tokens.get(key);
    if (known == null) {
      return Optional.empty();
    }
    long now = clock.millis();
    known.usedAt = now;
    if (now >= known.until) {
      tokens.remove(key, known);
      return Optional.empty();
    }
    if (known.isOlderThan(DUE, now)) {
      readInTime(known, now);
    }
    return tokens.get(key) == known ? Optional.of(known.bearer) : Optional.empty();
  }

  private void readInTime(Known known, long now) {
    if (known.isOlderThan(OLDEST, now)) {
      reading.lock();
    } else if (!reading.tryLock()) {
      return;
    }
    try {
      if (known.isOlderThan(DUE, clock.millis())) {
        readAgain();
      }
    } finally {
      reading.unlock();
    }
  }

  /** All that were used since they were read. */
  private void readAgain() {
    long now = clock.millis();
    var due =
        tokens.entrySet().stream()
            .filter(entry -> entry.getValue().isOlderThan(DUE.dividedBy(2), now))
            .filter(entry -> entry.getValue().usedAt >= entry.getValue().readAt)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    var good =
        reader.again(ids(due, Sort.SESSION), ids(due, Sort.TOKEN)).stream()
            .collect(Collectors.toMap(Bearer::id, Function.identity()));
    due.forEach((key, known) -> {
      var found = Optional.ofNullable(good.get(known.bearer.id()));
      if (found.isPresent()) {
        known.bearer = found.get();
        known.readAt = now;
      } else {
        tokens.remove(key, known);
      }
    });
    note(due, now);
  }

  private static List<UUID> ids(Map<ByteBuffer, Known> due, Sort sort) {
    return due.values().stream()
        .map(known -> known.bearer)
        .filter(bearer -> bearer.sort() == sort)
        .map(Bearer::id)
        .distinct()
        .toList();
  }

  /** That a personal token is used is written down now and then. */
  private void note(Map<ByteBuffer, Known> due, long now) {
    var used =
        due.values().stream()
            .filter(known -> known.bearer.sort() == Sort.TOKEN)
            .filter(known -> now - known.notedAt >= BETWEEN_NOTES.toMillis())
            .toList();
    if (!used.isEmpty()) {
      reader.used(used.stream().map(known -> known.bearer.id()).toList());
      used.forEach(known -> known.notedAt = now);
    }
  }

  /** To be asked for before the database is, and to be handed in with what that said. */
  long age() {
    return forgotten.get();
  }

  /** Knows the token from now on. */
  void keep(byte[] fingerprint, Bearer bearer, Instant until, long age) {
    makeRoom();
    var key = ByteBuffer.wrap(fingerprint);
    var known = new Known(bearer, until, clock.millis());
    tokens.put(key, known);
    // Guards against a session that ended between the answer of the database and now.
    if (forgotten.get() != age) {
      tokens.remove(key, known);
    } else if (bearer.sort() == Sort.TOKEN) {
      note(Map.of(key, known), known.readAt);
    }
  }

  /** At once, and whatever is being read of them at this moment. */
  void forget(Predicate<Bearer> which) {
    forgotten.incrementAndGet();
    tokens.values().removeIf(known -> which.test(known.bearer));
  }

  private void makeRoom() {
    if (tokens.size() < most) {
      return;
    }
    long now = clock.millis();
    tokens.values().removeIf(known -> now >= known.until || now - known.usedAt >= 60_000);
    if (tokens.size() >= most) {
      tokens.keySet().stream().limit(most / 10 + 1L).toList().forEach(tokens::remove);
    }
  }

  int size() {
    return tokens.size();
  }
}
