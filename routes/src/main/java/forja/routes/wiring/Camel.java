package forja.routes.wiring;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;

/** Makes the Camel context of a program. */
public final class Camel {
  private static final int STOP_WITHIN_SECONDS = 5;

  private Camel() {}

  /**
   * Started with these routes; retry is nobody's business here, so an exception goes straight to
   * the consumer.
   */
  public static CamelContext start(
      ForjaComponent.Maker component, String name, List<RoutesBuilder> routes) {
    var camel = new DefaultCamelContext(false);
    camel.disableJMX();
    camel.getCamelContextExtension().setName(name);
    camel.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
    camel.getShutdownStrategy().setTimeout(STOP_WITHIN_SECONDS);
    camel.getShutdownStrategy().setSuppressLoggingOnTimeout(true);
    camel.addComponent(ForjaComponent.SCHEME, component.make(camel));
    try {
      for (var route : routes) {
        camel.addRoutes(route);
      }
      camel.start();
      return camel;
    } catch (Exception bug) {
      throw new IllegalStateException("the routes do not start", bug);
    }
  }
}
