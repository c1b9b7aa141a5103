package forja.broker;

import forja.routes.wiring.Camel;
import forja.routes.wiring.ForjaComponent;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;

/** Routes at work, until they are closed. */
record RunningRoutes(CamelContext camel) implements AutoCloseable {

  static RunningRoutes of(ForjaComponent.Maker component, RoutesBuilder route) {
    return new RunningRoutes(Camel.start(component, "test", List.of(route)));
  }

  @Override
  public void close() {
    camel.stop();
  }
}
