package forja.standalone;

import forja.routes.wiring.Credential;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may connect to the broker, as the file says. Who was revoked is remembered: those whom every
 * farm has come back otherwise with its next start.
 */
record BrokerUserList(List<BrokerUser> users, List<String> revoked) {
  static final BrokerUserList EMPTY = new BrokerUserList(List.of(), List.of());

  BrokerUserList {
    users = List.copyOf(users);
    revoked = List.copyOf(revoked);
  }

  Optional<BrokerUser> find(String name) {
    return users.stream().filter(user -> user.name().equals(name)).findFirst();
  }

  boolean isRevoked(String name) {
    return revoked.contains(name);
  }

  /** In the place of the one who has that name. */
  BrokerUserList with(BrokerUser user) {
    return new BrokerUserList(
        Stream.concat(without(users, user.name()), Stream.of(user)).toList(),
        revoked.stream().filter(name -> !name.equals(user.name())).toList());
  }

  /** As if there had never been one. */
  BrokerUserList without(String name) {
    return new BrokerUserList(without(users, name).toList(), revoked);
  }

  BrokerUserList revoking(String name) {
    var gone = without(name);
    return isRevoked(name)
        ? gone
        : new BrokerUserList(gone.users, Stream.concat(revoked.stream(), Stream.of(name)).toList());
  }

  private static Stream<BrokerUser> without(List<BrokerUser> users, String name) {
    return users.stream().filter(user -> !user.name().equals(name));
  }

  /** A new one, whose password stands nowhere but in its credential. */
  BrokerUserList with(Credential credential, List<String> pools) {
    return with(BrokerUser.of(credential, pools));
  }
}
