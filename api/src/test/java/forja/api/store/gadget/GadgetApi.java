package forja.api.store.gadget;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import forja.api.http.Access;
import forja.api.http.Caller;
import forja.api.http.Gate;
import forja.api.http.HttpApi;
import forja.api.http.Operations;
import forja.api.http.Role;
import forja.api.http.Routes;
import forja.api.http.Streams;
import forja.api.http.Witness;
import forja.api.ledger.Customer;
import forja.api.store.ItemsResource;
import forja.common.wire.Wire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The store of gadgets over HTTP; a token is the number of a customer. */
public final class GadgetApi implements AutoCloseable {
  private static final String PATCH = "application/merge-patch+json";

  public final Gadgets gadgets;
  private final HttpApi api;
  private final int port;
  private final HttpClient client = HttpClient.newHttpClient();

  public GadgetApi(Class<?> test) {
    gadgets = new Gadgets(test, Clock.systemUTC());
    var resource = new ItemsResource<>(gadgets.store, new GadgetForm(), Gadgets.document());
    var gate = new Gate(GadgetApi::caller, _ -> Optional.empty(), operations());
    api =
        new HttpApi(
            gate, Witness.BLIND, new SimpleMeterRegistry(), new Streams(), List.of(resource));
    port = api.start("127.0.0.1", 0);
  }

  private static Optional<Caller> caller(String token) {
    int number = Integer.parseInt(token);
    return Optional.of(
        Caller.of(new Customer(number, "customer-" + number), Role.ADMIN, "user:anna"));
  }

  /** They stand in no document. */
  private static Operations operations() {
    var operations = Operations.shipped();
    for (var method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
      for (var path : List.of("/gadgets", "/gadgets/query", "/gadgets/{item}")) {
        operations = operations.and(method, path, Access.reads(method, Role.VIEWER, "gadgets", ""));
      }
    }
    return operations;
  }

  /** As this customer. */
  public HttpResponse<String> send(HttpRequest.Builder request, int customer)
      throws IOException, InterruptedException {
    return client.send(
        request.header("Authorization", "Bearer " + customer).build(), BodyHandlers.ofString());
  }

  /** A request; headers in pairs. */
  public HttpRequest.Builder request(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", method.equals("PATCH") ? PATCH : Routes.JSON);
    }
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** Where the new one is. */
  public static String made(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  public static JsonNode json(HttpResponse<String> answer) {
    return Wire.tree(answer.body().getBytes(UTF_8));
  }

  public static List<String> texts(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(item -> item.path(field).asText())
        .toList();
  }

  @Override
  public void close() {
    client.shutdownNow();
    api.close();
    gadgets.close();
  }
}
