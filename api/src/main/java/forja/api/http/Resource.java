package forja.api.http;

/** One thing that can be asked for by HTTP, with its routes. */
public interface Resource {
  void addTo(Routes routes);
}
