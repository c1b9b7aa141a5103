package forja.api.http;

import forja.api.ledger.Customer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** The one token of the farm's administrator, who is at home with the built-in customer. */
public final class AdministratorToken implements Callers {
  private static final Caller ADMINISTRATOR = Caller.of(Customer.MAIN, Role.FARM_ADMIN, "admin");

  private final byte[] token;

  public AdministratorToken(String token) {
    if (token.isBlank()) {
      throw new IllegalArgumentException("the administrator token is empty");
    }
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  /** Takes the same time whatever the token is, so that it cannot be guessed letter by letter. */
  @Override
  public Optional<Caller> byToken(String candidate) {
    return MessageDigest.isEqual(token, candidate.getBytes(StandardCharsets.UTF_8))
        ? Optional.of(ADMINISTRATOR)
        : Optional.empty();
  }
}
