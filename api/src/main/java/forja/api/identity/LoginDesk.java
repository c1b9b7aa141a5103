package forja.api.identity;

import forja.api.http.Caller;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Role;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets users in by their password. Whether it was wrong or there is no such user makes no
 * difference, neither in what is answered nor in how long it takes.
 */
public final class LoginDesk {
  private final Accounts accounts;
  private final Throttle throttle;
  private final Passwords passwords;
  private final Logins logins;
  private final JsonWebTokens webTokens;
  private final Identity identity;

  LoginDesk(
      Accounts accounts,
      Throttle throttle,
      Passwords passwords,
      Logins logins,
      JsonWebTokens webTokens,
      Identity identity) {
    this.accounts = accounts;
    this.throttle = throttle;
    this.passwords = passwords;
    this.logins = logins;
    this.webTokens = webTokens;
    this.identity = identity;
  }

  /** Who somebody says he is. */
  public record Form(String customer, String user, String password) {

    /** Without the password. */
    @Override
    public String toString() {
      return user + " of " + customer;
    }
  }

  /** Whose account it would be, for the audit; nobody else may be told whether there is one. */
  Optional<Account> claimed(Form form) {
    return accounts.find(form.customer(), form.user());
  }

  Welcome login(Form form, String address) {
    return open(known(form, address).orElseThrow(LoginDesk::wrong));
  }

  /** Whether this is the password of a user, who has to say it again. */
  public boolean confirms(Form form, String address) {
    return known(form, address).isPresent();
  }

  private Optional<Account> known(Form form, String address) {
    // Guards against guesses that are counted for Anna, aNna and so on.
    var user = form.user().toLowerCase(Locale.ROOT);
    throttle.begin(form.customer(), user, address);
    var account = accounts.find(form.customer(), user).filter(one -> !one.isDisabled());
    if (!isRight(form.password(), account)) {
      return Optional.empty();
    }
    throttle.succeeded(form.customer(), user, address);
    return account;
  }

  private boolean isRight(String password, Optional<Account> account) {
    return account.isPresent()
        ? passwords.matches(password, account.get().password())
        : passwords.matchesNobodys(password);
  }

  private Welcome open(Account account) {
    var opened = logins.open(account);
    logins.makeRoom(account.id()).forEach(identity::forgetSession);
    // Guards against a password that was changed after it was compared: that ended all sessions but
    // this one, which came after.
    if (!accounts.find(account.id()).equals(Optional.of(account))) {
      end(opened.session());
      throw wrong();
    }
    return welcome(account, opened);
  }

  /** Goes on with a session. */
  Welcome refresh(String text) {
    var refresh = RefreshToken.read(text).orElseThrow(LoginDesk::ended);
    var renewed = logins.renew(refresh);
    if (renewed.isEmpty()) {
      logins.endOfCopied(refresh).ifPresent(identity::forgetSession);
      throw ended();
    }
    var account = accounts.find(renewed.get().user()).orElseThrow(LoginDesk::ended);
    return welcome(account, renewed.get());
  }

  private Welcome welcome(Account account, Logins.Opened opened) {
    var claims =
        new Claims(opened.session(), account.customer().name(), account.name(), account.role());
    var role = Role.named(account.role()).orElseThrow();
    var caller =
        Caller.of(account.customer(), role, Who.ofUser(account.name()))
            .in(new Caller.Session(opened.session(), account.id()));
    return new Welcome(caller, account.name(), webTokens.issue(claims), opened.refresh().text());
  }

  /** Ends the session of this refresh token; gives whose it was, when it had not ended before. */
  Optional<Caller> logoutByRefresh(String text) {
    var session = RefreshToken.read(text).flatMap(logins::sessionOf);
    var caller = session.flatMap(identity::session).map(Bearer::caller);
    session.ifPresent(this::end);
    return caller;
  }

  /** Ends the session of this token, when it is of one. Empty when nobody knows the token. */
  Optional<Caller> logout(String token) {
    var bearer = identity.bearer(token);
    bearer
        .filter(known -> known.sort() == Bearer.Sort.SESSION)
        .map(Bearer::id)
        .ifPresent(this::end);
    return bearer.map(Bearer::caller).or(() -> identity.byToken(token));
  }

  private void end(UUID session) {
    logins.end(session);
    identity.forgetSession(session);
  }

  static Duration life() {
    return JsonWebTokens.LIFE;
  }

  private static Problem wrong() {
    return new Problem(
            ProblemType.WRONG_LOGIN, "customer, user and password do not belong together")
        .with("WWW-Authenticate", "Bearer");
  }

  static Problem ended() {
    return new Problem(ProblemType.UNAUTHORIZED, "this session has ended, log in again")
        .with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  }
}
