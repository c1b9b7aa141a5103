package forja.api.http;

import java.util.Optional;

/**
 * Knows who a token belongs to. Asked with every request, and each second for every open stream: so
 * cheap, and right again within a second after a token has lost its power.
 */
@FunctionalInterface
public interface Callers {
  Optional<Caller> byToken(String token);
}
