package forja.api.http;

import java.util.Optional;

/** Knows who a token belongs to. */
@FunctionalInterface
public interface Callers {
  Optional<Caller> byToken(String token);
}
