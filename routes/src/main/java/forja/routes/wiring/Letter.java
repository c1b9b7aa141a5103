package forja.routes.wiring;

import java.util.Map;

/** A message to be sent: JSON in its body. */
public record Letter(String address, byte[] json, boolean durable, Map<String, String> properties) {

  public static Letter durable(String address, byte[] json) {
    return new Letter(address, json, true, Map.of());
  }

  /** For what is said again anyway: it may be lost when the broker goes. */
  public static Letter fleeting(String address, byte[] json) {
    return new Letter(address, json, false, Map.of());
  }
}
