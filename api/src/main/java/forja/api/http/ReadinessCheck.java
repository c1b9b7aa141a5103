package forja.api.http;

import java.util.Optional;

/** One part that the farm cannot take work without. */
public interface ReadinessCheck {

  /** Names the part, such as broker, database or disk. */
  String part();

  /**
   * Empty when the part is well, else what is wrong with it, without secrets; must answer within a
   * second or two.
   */
  Optional<String> trouble();
}
