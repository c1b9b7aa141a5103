package forja.api.http;

import forja.api.ledger.Customer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The server with one open page and one that wants a token; what was refused is kept. */
final class ServerForTests implements AutoCloseable {
  final List<Call> refused = Collections.synchronizedList(new ArrayList<>());
  private final Streams streams = new Streams();
  private final HttpApi api;
  private final int port;
  private final String scheme;

  ServerForTests(Transport transport) {
    var open = Access.rule("live").orElseThrow();
    var operations =
        Operations.shipped()
            .and("GET", "/open", open)
            .and("POST", "/open", open)
            .and("GET", "/address", Access.reads("showAddress", Role.VIEWER, "address", ""));
    var gate = new Gate(new Tokens(), _ -> Optional.empty(), operations);
    api =
        new HttpApi(
            gate,
            new Keeper(),
            new SimpleMeterRegistry(),
            streams,
            List.of(ServerForTests::addTo),
            transport);
    port = api.start("127.0.0.1", 0);
    scheme = transport.tls().isPresent() ? "https" : "http";
  }

  /** A token is its user's name. */
  private static final class Tokens implements Callers {
    @Override
    public Optional<Caller> byToken(String token) {
      return Optional.of(Caller.of(Customer.MAIN, Role.VIEWER, "user:" + token));
    }
  }

  private final class Keeper implements Witness {
    @Override
    public Ending begins(Call call) {
      return (_, _) -> {};
    }

    @Override
    public void refused(Call call, int status) {
      refused.add(call);
    }
  }

  private static void addTo(Routes routes) {
    routes
        .openGet("/open", Routes.JSON, http -> http.result("open"))
        .openPost("/open", Routes.JSON, http -> http.result("open"))
        .get("/address", Routes.JSON, http -> http.result(Gate.call(http).address()));
  }

  URI at(String path) {
    return URI.create(scheme + "://127.0.0.1:" + port + path);
  }

  HttpResponse<String> get(HttpClient client, String path, String... headers)
      throws IOException, InterruptedException {
    return send(client, "GET", path, headers);
  }

  HttpResponse<String> send(HttpClient client, String method, String path, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(at(path)).method(method, HttpRequest.BodyPublishers.noBody());
    return client.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    api.close();
  }
}
