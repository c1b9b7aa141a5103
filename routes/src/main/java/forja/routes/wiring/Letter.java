package forja.routes.wiring;

import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.RoutingType;

/** A message to be sent: JSON in its body. */
public record Letter(String address, byte[] json, boolean durable, Map<String, ?> properties) {
  /** Every protocol shows it to its readers in its own way. */
  public static final String CORRELATION = "JMSCorrelationID";

  /** Makes it harmless to send a request again. */
  public static final String KEY = "Idempotency-Key";

  public static Letter durable(String address, byte[] json) {
    return new Letter(address, json, true, Map.of());
  }

  /** For what is said again anyway: it may be lost when the broker goes. */
  public static Letter fleeting(String address, byte[] json) {
    return new Letter(address, json, false, Map.of());
  }

  /** For a reader who may come later: the broker makes the queue when it is not there. */
  public Letter kept() {
    var all = new HashMap<String, Object>(properties);
    all.put(Message.HDR_ROUTING_TYPE.toString(), RoutingType.ANYCAST.getType());
    return new Letter(address, json, durable, all);
  }
}
