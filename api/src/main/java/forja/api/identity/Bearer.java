package forja.api.identity;

import forja.api.http.Caller;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Whom a session or a personal token stands for, and until when at most. */
record Bearer(UUID id, Sort sort, Optional<UUID> user, Caller caller, Instant until) {

  /** What somebody shows to say who he is. */
  enum Sort {
    SESSION,
    TOKEN
  }

  boolean isOf(UUID someUser) {
    return user.filter(someUser::equals).isPresent();
  }
}
