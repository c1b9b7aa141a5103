package forja.api.http;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The table of all that can be asked for. Everything wants a token but what is declared open. */
public final class Routes {
  public static final String JSON = "application/json";

  private final List<Route> routes = new ArrayList<>();

  /**
   * What is done for a method on a path, and in which form it answers; path parameters stand in
   * braces, or between angles when they hold the rest of the path with its slashes.
   */
  record Route(HandlerType method, String path, String produces, boolean open, Handler handler) {

    boolean matches(String concrete) {
      var parts = path.split("/", -1);
      boolean takesRest = parts[parts.length - 1].startsWith("<");
      var given = concrete.split("/", takesRest ? parts.length : -1);
      return parts.length == given.length
          && Arrays.equals(
              parts,
              given,
              (part, word) ->
                  part.startsWith("{") || part.startsWith("<") ? 0 : part.compareTo(word));
    }
  }

  public Routes get(String path, String produces, Handler handler) {
    routes.add(new Route(HandlerType.GET, path, produces, false, handler));
    return this;
  }

  public Routes post(String path, String produces, Handler handler) {
    routes.add(new Route(HandlerType.POST, path, produces, false, handler));
    return this;
  }

  public Routes put(String path, String produces, Handler handler) {
    routes.add(new Route(HandlerType.PUT, path, produces, false, handler));
    return this;
  }

  public Routes patch(String path, String produces, Handler handler) {
    routes.add(new Route(HandlerType.PATCH, path, produces, false, handler));
    return this;
  }

  public Routes delete(String path, String produces, Handler handler) {
    routes.add(new Route(HandlerType.DELETE, path, produces, false, handler));
    return this;
  }

  /** Answers without a token. */
  public Routes openGet(String path, String produces, Handler handler) {
    routes.add(new Route(HandlerType.GET, path, produces, true, handler));
    return this;
  }

  /** Answers without a token. */
  public Routes openPost(String path, String produces, Handler handler) {
    routes.add(new Route(HandlerType.POST, path, produces, true, handler));
    return this;
  }

  List<Route> all() {
    return List.copyOf(routes);
  }

  /** The routes with this path, whatever their method. */
  List<Route> at(String path) {
    return routes.stream().filter(route -> route.matches(path)).toList();
  }

  /** What {@code Allow} says about these routes. */
  static String allow(List<Route> routes) {
    Set<String> methods = new TreeSet<>(List.of("OPTIONS"));
    for (var route : routes) {
      methods.add(route.method().name());
      if (route.method().equals(HandlerType.GET)) {
        methods.add("HEAD");
      }
    }
    return String.join(", ", methods);
  }
}
