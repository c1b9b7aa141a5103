package forja.routes.wiring;

/** The broker is out of reach or refuses; what was to be sent may or may not have arrived. */
public final class BrokerAway extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BrokerAway(Exception cause) {
    super(cause.toString(), cause);
  }
}
