package forja.api.identity;

import java.util.Optional;

/**
 * Whom the name of a caller means: {@code user:anna}, {@code token:anna/ci}; the farm's
 * administrator is {@code admin}, with a personal token {@code admin/ci}.
 */
public record Who(Optional<String> user, boolean isToken) {
  private static final String USER = "user:";
  private static final String TOKEN = "token:";
  private static final String ADMINISTRATOR = "admin";

  static String ofUser(String name) {
    return USER + name;
  }

  /** Without a user it is the administrator's. */
  static String ofToken(Optional<String> user, String token) {
    return user.map(name -> TOKEN + name).orElse(ADMINISTRATOR) + "/" + token;
  }

  public static Who of(String who) {
    int slash = who.indexOf('/');
    var owner = slash < 0 ? who : who.substring(0, slash);
    int colon = owner.indexOf(':');
    return new Who(
        colon < 0 ? Optional.empty() : Optional.of(owner.substring(colon + 1)), slash >= 0);
  }
}
