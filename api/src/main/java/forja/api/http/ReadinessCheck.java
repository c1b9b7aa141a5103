package forja.api.http;

/** One part that the farm cannot take work without. */
public interface ReadinessCheck {

  /** Names the part, such as broker, database or disk. */
  String part();

  /** Must answer within a second or two. */
  Condition condition();
}
