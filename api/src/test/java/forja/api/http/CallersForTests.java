package forja.api.http;

import forja.api.ledger.Customer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Believes what a token says of itself: {@code operator@acme} is that, {@code
 * viewer@acme/jobs:read} has no other scope, and {@code viewer@acme/-} has none; what follows a
 * {@code #} makes it another token. Until the test takes it back.
 */
public final class CallersForTests implements Callers {
  private final AdministratorToken administrator = new AdministratorToken(ApiForTests.TOKEN);
  private final CustomerNames customers;
  private final Set<String> takenBack = ConcurrentHashMap.newKeySet();

  public CallersForTests(CustomerNames customers) {
    this.customers = customers;
  }

  public void takeBack(String token) {
    takenBack.add(token);
  }

  @Override
  public Optional<Caller> byToken(String token) {
    if (takenBack.contains(token)) {
      return Optional.empty();
    }
    var known = administrator.byToken(token);
    return known.isPresent() ? known : read(token);
  }

  private Optional<Caller> read(String token) {
    var words = token.split("#", 2)[0].split("[@/]", 3);
    if (words.length < 2) {
      return Optional.empty();
    }
    var scopes = words.length == 2 ? Scopes.ALL : scopes(words[2]);
    return Role.named(words[0])
        .flatMap(role -> customers.named(words[1]).map(customer -> caller(customer, role, scopes)));
  }

  private static Caller caller(Customer customer, Role role, Scopes scopes) {
    return new Caller(customer, role, "user:" + role.wireName(), scopes, false)
        .in(PeopleForTests.session(customer, role));
  }

  private static Scopes scopes(String words) {
    return words.equals("-") ? Scopes.of(List.of()) : Scopes.of(List.of(words.split(",")));
  }
}
