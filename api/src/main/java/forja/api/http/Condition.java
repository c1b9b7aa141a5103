package forja.api.http;

import java.util.Optional;

/** Whether a part is well, and what there is to say about it, without secrets. */
public record Condition(boolean isUp, Optional<String> detail) {

  public static Condition up() {
    return new Condition(true, Optional.empty());
  }

  public static Condition up(String detail) {
    return new Condition(true, Optional.of(detail));
  }

  public static Condition down(String trouble) {
    return new Condition(false, Optional.of(trouble));
  }
}
