package forja.api.identity;

import forja.api.http.AdministratorToken;
import forja.api.http.Caller;
import forja.api.http.Callers;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.ledger.LedgerDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Knows who a token belongs to: the administrator's, that of a session, a personal one. What is
 * known costs no question; what was known is asked again each second, so that a logout holds
 * everywhere within that time, and at once in the process that has heard of it.
 */
public final class Identity implements Callers {
  /** Unknown tokens are looked at by so many at once, however many are shown. */
  private static final int STRANGERS_AT_ONCE = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final AdministratorToken administrator;
  private final JsonWebTokens webTokens;
  private final BearerReader reader;
  private final KnownTokens known;
  private final Semaphore strangers = new Semaphore(STRANGERS_AT_ONCE);

  Identity(
      AdministratorToken administrator,
      JsonWebTokens webTokens,
      LedgerDatabase database,
      Clock clock) {
    this.administrator = administrator;
    this.webTokens = webTokens;
    this.reader = new BearerReader(database, clock);
    this.known = new KnownTokens(reader, clock);
  }

  @Override
  public Optional<Caller> byToken(String token) {
    if (token.length() > JsonWebTokens.LONGEST) {
      return Optional.empty();
    }
    return administrator.byToken(token).or(() -> bearer(token).map(Bearer::caller));
  }

  /** Whose session or personal token this is. */
  Optional<Bearer> bearer(String token) {
    if (token.length() > JsonWebTokens.LONGEST) {
      return Optional.empty();
    }
    var fingerprint = Fingerprint.of(token);
    return known.find(fingerprint).or(() -> stranger(token, fingerprint));
  }

  /** Whose session it is, as the database says. */
  Optional<Bearer> session(UUID id) {
    return reader.session(id);
  }

  /** The session has ended: its tokens are worth nothing from now on, here. */
  void forgetSession(UUID session) {
    known.forget(bearer -> bearer.id().equals(session));
  }

  void forgetToken(UUID token) {
    known.forget(bearer -> bearer.id().equals(token));
  }

  /** Something about the user has changed: all that he has is looked up anew, here at once. */
  public void forgetUser(UUID user) {
    known.forget(bearer -> bearer.isOf(user));
  }

  private Optional<Bearer> stranger(String token, byte[] fingerprint) {
    if (PersonalToken.isMeant(token)) {
      return PersonalToken.isWhole(token)
          ? oneByOne(() -> personal(fingerprint))
          : Optional.empty();
    }
    return JsonWebTokens.isMeant(token)
        ? oneByOne(() -> session(token, fingerprint))
        : Optional.empty();
  }

  private Optional<Bearer> personal(byte[] fingerprint) {
    long age = known.age();
    var bearer = reader.token(fingerprint);
    bearer.ifPresent(found -> known.keep(fingerprint, found, found.until(), age));
    return bearer;
  }

  private Optional<Bearer> session(String token, byte[] fingerprint) {
    var verified = webTokens.verify(token);
    if (verified.isEmpty()) {
      return Optional.empty();
    }
    long age = known.age();
    var bearer = reader.session(verified.get().claims().session());
    bearer.ifPresent(found ->
        known.keep(fingerprint, found, earlier(found.until(), verified.get().until()), age));
    return bearer;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Guards against a flood of tokens that nobody knows: each costs a signature or a question. */
  private <T> T oneByOne(Supplier<T> question) {
    try {
      if (!strangers.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw crowded();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw crowded();
    }
    try {
      return question.get();
    } finally {
      strangers.release();
    }
  }

  private static Problem crowded() {
    return new Problem(ProblemType.BUSY, "too many tokens are looked up at this moment, try again")
        .with("Retry-After", "1");
  }
}
