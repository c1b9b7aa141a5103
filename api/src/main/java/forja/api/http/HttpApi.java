package forja.api.http;

import forja.api.http.Access.Rule;
import forja.api.http.Routes.Route;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.JettyConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The HTTP server of the farm: every request passes the same gate, every problem is told in the
 * same form.
 */
public final class HttpApi implements AutoCloseable {
  /**
   * Longer than the longest wait for a job and than the pause between two signs of life in a
   * stream.
   */
  private static final Duration IDLE = Duration.ofSeconds(90);

  private static final Duration STOP_WITHIN = Duration.ofSeconds(3);

  private final Routes routes = new Routes();
  private final Gate gate;
  private final Witness witness;
  private final ProblemAnswers problems;
  private final RequestTimes times;
  private final Streams streams;
  private final Transport transport;
  private final Javalin javalin;

  /** In the clear. */
  public HttpApi(
      Gate gate,
      Witness witness,
      MeterRegistry metrics,
      Streams streams,
      List<Resource> resources) {
    this(gate, witness, metrics, streams, resources, Transport.PLAIN);
  }

  public HttpApi(
      Gate gate,
      Witness witness,
      MeterRegistry metrics,
      Streams streams,
      List<Resource> resources,
      Transport transport) {
    resources.forEach(resource -> resource.addTo(routes));
    this.gate = gate;
    this.witness = witness;
    this.problems = new ProblemAnswers(metrics);
    this.times = new RequestTimes(metrics);
    this.streams = streams;
    this.transport = transport;
    this.javalin = Javalin.create(this::configure);
  }

  /** Starts to answer; port 0 takes any free one. Gives the port. */
  public int start(String host, int port) {
    return javalin.start(host, port).port();
  }

  @Override
  public void close() {
    streams.close();
    javalin.stop();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.generateEtags = false;
    config.jetty.modifyHttpConfiguration(HttpApi::configure);
    config.jetty.modifyServer(this::configure);
    transport.tls().ifPresent(tls -> speak(tls, config.jetty));
    config.routes.before(this::begin);
    routes.all().forEach(route -> add(config, route));
    config.routes.exception(HttpResponseException.class, (_, http) -> unrouted(http));
    config.routes.exception(Exception.class, problems::answer);
  }

  private static void speak(Tls tls, JettyConfig jetty) {
    jetty.addConnector((server, http) -> {
      var connector = tls.connector(server, http);
      connector.setHost(jetty.host);
      connector.setPort(jetty.port);
      return connector;
    });
  }

  private void begin(Context http) {
    RequestHeaders.begin(http, transport);
    transport.cors().greet(http);
  }

  private void add(JavalinConfig config, Route route) {
    var rule = gate.rule(route);
    config.routes.addHttpHandler(route.method(), route.path(), http -> handle(route, rule, http));
    if (route.method().equals(HandlerType.GET)) {
      config.routes.addHttpHandler(
          HandlerType.HEAD, route.path(), http -> handle(route, rule, http));
    }
  }

  private void handle(Route route, Rule rule, Context http) {
    long began = System.nanoTime();
    try {
      if (mayPass(route, rule, http)) {
        carryOut(route, http);
      }
    } catch (Exception problem) {
      problems.answer(problem, http);
    } finally {
      times.took(route, http.statusCode(), System.nanoTime() - began);
    }
  }

  private boolean mayPass(Route route, Rule rule, Context http) {
    try {
      Gate.meet(rule, http);
      transport.limits().checkAddress(http);
      gate.pass(rule, route.produces(), http);
      transport.limits().checkCaller(Gate.known(http));
      return true;
    } catch (Problem problem) {
      problems.answer(problem, http);
      witness.refused(Gate.call(http), http.statusCode());
      return false;
    }
  }

  /** The witness hears of it before it happens, and how it went before the answer leaves. */
  private void carryOut(Route route, Context http) {
    var ending = witness.begins(Gate.call(http));
    try {
      route.handler().handle(http);
    } catch (Exception problem) {
      problems.answer(problem, http);
    }
    if (!Gate.isNoted(http)) {
      ending.answered(Gate.call(http), http.statusCode());
    }
  }

  /** No route has this method and path: say which of the two is the reason. */
  private void unrouted(Context http) {
    if (transport.cors().answersPreflight(http)) {
      return;
    }
    try {
      transport.limits().checkAddress(http);
      var here = routes.at(http.path());
      gate.passUnrouted(here, http);
      if (here.isEmpty()) {
        throw new Problem(ProblemType.NOT_FOUND, "nothing is at this path");
      }
      var allow = Routes.allow(here);
      if (http.method().name().equals("OPTIONS")) {
        http.status(204).header("Allow", allow).result(new byte[0]);
        return;
      }
      throw new Problem(ProblemType.METHOD_NOT_ALLOWED, "allowed here: " + allow)
          .with("Allow", allow);
    } catch (RuntimeException problem) {
      problems.answer(problem, http);
      witness.refused(Gate.call(http), http.statusCode());
    }
  }

  private static void configure(HttpConfiguration http) {
    http.addCustomizer(new HeaderLengths());
    http.addCustomizer(new TrueMethod());
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(HeaderLengths.READ_AT_MOST);
    http.setResponseHeaderSize(HeaderLengths.LONGEST);
  }

  private void configure(Server server) {
    server.setErrorHandler(problems::answerUnreadable);
    server.setStopTimeout(STOP_WITHIN.toMillis());
    server.addEventListener(new IdleLimit());
  }

  /** Gives each connector, once there is one, our patience instead of Jetty's. */
  private static final class IdleLimit
      implements org.eclipse.jetty.util.component.LifeCycle.Listener {
    @Override
    public void lifeCycleStarting(org.eclipse.jetty.util.component.LifeCycle server) {
      for (var connector : ((Server) server).getConnectors()) {
        ((ServerConnector) connector).setIdleTimeout(IDLE.toMillis());
      }
    }
  }
}
