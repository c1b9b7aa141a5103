package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.contract.OpenApi.Operation;
import forja.api.ledger.PostgresForTests;
import forja.common.job.Kinds;
import forja.common.wire.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every operation of the document, to every status that it promises, and holds the answers
 * against it.
 */
class OpenApiContractIT {
  private static final Contract CONTRACT = new Contract();

  /** Shown where the ledger is full or out of reach. */
  private static final List<Integer> ELSEWHERE = List.of(429, 503);

  private static ApiForTests api;

  @BeforeAll
  static void start() {
    api = new ApiForTests(PostgresForTests.emptyDatabase(OpenApiContractIT.class, 12));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  static Stream<Arguments> promises() {
    return CONTRACT.api.operations().stream()
        .flatMap(operation ->
            CONTRACT.statuses(operation).stream()
                .map(status -> Arguments.of(operation.id(), status, operation)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("promises")
  void keepsWhatTheDocumentPromises(String id, int status, Operation operation) throws Exception {
    var request = new ContractCases(api).of(operation, status);
    if (request.isEmpty() && ELSEWHERE.contains(status)) {
      return;
    }
    assertThat(request).as("a case for %s %d", id, status).isPresent();

    var answer = api.answer(request.get().request().build());
    api.trouble.set(Optional.empty());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    CONTRACT.check(operation, answer);
  }

  @Test
  void servesTheDocumentThatItIsHeldAgainst() throws Exception {
    assertThat(api.get("/openapi.yaml").body()).isEqualTo(CONTRACT.api.text());
  }

  @Test
  void documentsTheRequestAsThePublishedSchemaDoes() throws IOException {
    var name = "/forja/schema/job-request.json";
    try (var json = Objects.requireNonNull(Kinds.class.getResourceAsStream(name), name)) {
      var published = (ObjectNode) Wire.tree(json.readAllBytes());
      published.remove(List.of("$schema", "title"));

      var documented = CONTRACT.api.root().at("/components/schemas/JobRequest");

      assertThat(documented).isEqualTo(published);
    }
  }

  @Test
  void documentsEveryKind() {
    var kinds = CONTRACT.api.root().at("/components/schemas/KindName/enum");

    assertThat(kinds)
        .map(name -> name.asText())
        .isEqualTo(Kinds.postable().stream().map(kind -> kind.name()).toList());
  }
}
