package forja.standalone;

import forja.routes.wiring.Channels;
import forja.routes.wiring.Grant;
import forja.routes.wiring.Topology.Action;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.apache.activemq.artemis.utils.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says to the broker who may connect and who may do what, whichever protocol it is asked by.
 * Workers and customers come and go while it runs, so roles in its configuration would not do.
 */
final class BrokerGuard implements ActiveMQSecurityManager5 {
  private volatile Map<String, Admitted> users = Map.of();

  /** A user, and what it may do. */
  private record Admitted(BrokerUser user, Grant grant) {}

  /** From now on these are known, and nobody else. */
  void admit(BrokerUserList list) {
    var admitted = new HashMap<String, Admitted>();
    for (var user : list.users()) {
      user.grant().ifPresent(grant -> admitted.put(user.name(), new Admitted(user, grant)));
    }
    users = Map.copyOf(admitted);
  }

  boolean knows(String user) {
    return users.containsKey(user);
  }

  /** Null is the broker's way to be told no. */
  @Override
  public @Nullable Subject authenticate(
      @Nullable String user,
      @Nullable String password,
      RemotingConnection connection,
      @Nullable String domain) {
    return user == null || password == null || !isRight(user, password) ? null : subject(user);
  }

  private boolean isRight(String user, String password) {
    return Optional.ofNullable(users.get(user)).filter(it -> it.user.has(password)).isPresent();
  }

  private static Subject subject(String user) {
    var subject = new Subject();
    subject.getPrincipals().add(new UserPrincipal(user));
    return subject;
  }

  @Override
  public boolean authorize(Subject subject, Set<Role> roles, CheckType type, String address) {
    var action = action(type);
    return action.isPresent()
        && subject.getPrincipals(UserPrincipal.class).stream()
            .map(principal -> Optional.ofNullable(users.get(principal.getName())))
            .flatMap(Optional::stream)
            .anyMatch(user -> user.grant.allows(action.get(), fullName(address)));
  }

  /** As the broker itself does when it looks for the settings of such an address. */
  private static String fullName(String address) {
    return UUID.isUUID(address) ? Channels.TEMPORARY + "." + address : address;
  }

  /** What the farm does not know is done by nobody. */
  private static Optional<Action> action(CheckType type) {
    return switch (type) {
      case SEND -> Optional.of(Action.SEND);
      case CONSUME -> Optional.of(Action.CONSUME);
      case BROWSE -> Optional.of(Action.BROWSE);
      case CREATE_ADDRESS -> Optional.of(Action.CREATE_ADDRESS);
      case DELETE_ADDRESS -> Optional.of(Action.DELETE_ADDRESS);
      case CREATE_DURABLE_QUEUE -> Optional.of(Action.CREATE_DURABLE_QUEUE);
      case DELETE_DURABLE_QUEUE -> Optional.of(Action.DELETE_DURABLE_QUEUE);
      case CREATE_NON_DURABLE_QUEUE -> Optional.of(Action.CREATE_NON_DURABLE_QUEUE);
      case DELETE_NON_DURABLE_QUEUE -> Optional.of(Action.DELETE_NON_DURABLE_QUEUE);
      case MANAGE -> Optional.of(Action.MANAGE);
      default -> Optional.empty();
    };
  }

  @Override
  public boolean validateUser(String user, String password) {
    throw new UnsupportedOperationException("the broker asks this guard by authenticate");
  }

  @Override
  public boolean validateUserAndRole(
      String user, String password, Set<Role> roles, CheckType type) {
    throw new UnsupportedOperationException("the broker asks this guard by authorize");
  }
}
