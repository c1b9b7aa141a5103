package forja.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.api.http.Access;
import forja.api.http.Access.Effect;
import forja.api.http.Access.Rule;
import forja.api.http.Caller;
import forja.api.http.Operations;
import forja.api.http.Role;
import forja.api.http.Scopes;
import forja.api.http.contract.OpenApi;
import forja.api.http.contract.OpenApi.Operation;
import forja.api.ledger.Customer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of access agrees with openapi.yaml and with what operators read about it. */
class AccessTableTest {
  private static final Path PAGE = Path.of("..", "docs", "access.md");
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  private final Map<String, Operation> operations =
      OpenApi.shipped().operations().stream()
          .collect(Collectors.toMap(Operation::id, Function.identity()));

  @Test
  void knowsEveryOperationAndNoOther() {
    assertThat(Access.table())
        .extracting(Rule::operation)
        .containsExactlyInAnyOrderElementsOf(operations.keySet());
    assertThat(Operations.shipped()).isNotNull();
  }

  @Test
  void opensWhatTheDocumentOpens() {
    assertThat(Access.table())
        .allSatisfy(rule -> {
          var body = operation(rule).body();
          assertThat(body.has("security")).as(rule.operation()).isEqualTo(rule.isOpen());
          assertThat(body.path("responses").has("403") || isForAll(rule))
              .as("%s documents 403", rule.operation())
              .isEqualTo(!rule.isOpen());
          assertThat(body.path("responses").has("401") || rule.isOpen())
              .as("%s documents 401", rule.operation())
              .isTrue();
        });
  }

  @Test
  void callsOnlyThatReadingWhichHasABodyOrIsAGet() {
    assertThat(Access.table())
        .allSatisfy(rule -> {
          var method = operation(rule).method();
          boolean mayRead = method.equals("get") || operation(rule).path().endsWith("/query");
          assertThat(mayRead).as(rule.operation()).isEqualTo(!rule.changes());
        });
  }

  @Test
  void namesTheObjectInThePath() {
    assertThat(Access.table())
        .filteredOn(rule -> !rule.isOpen())
        .allSatisfy(rule -> {
          var named =
              PARAMETER.matcher(operation(rule).path()).results().map(found -> found.group(1));
          if (rule.object().isEmpty()) {
            assertThat(named).as(rule.operation()).isEmpty();
          } else {
            assertThat(named).as(rule.operation()).contains(rule.object());
          }
        });
  }

  @Test
  void letsNobodyChangeAnythingWhoMayOnlyLook() {
    assertThat(Access.table())
        .filteredOn(
            rule -> rule.changes() && !Set.of(Access.ME, Access.TOKENS).contains(rule.area()))
        .extracting(Rule::least)
        .doesNotContain(Optional.of(Role.VIEWER));
  }

  @Test
  void standsInTheDocs() throws IOException {
    var rows = Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `")).toList();

    assertThat(rows).containsExactlyElementsOf(Access.table().stream().map(this::row).toList());
  }

  @Test
  void includesSmallerRolesInGreaterOnes() {
    assertThat(Role.FARM_ADMIN.includes(Role.ADMIN)).isTrue();
    assertThat(Role.OPERATOR.includes(Role.OPERATOR)).isTrue();
    assertThat(Role.OPERATOR.includes(Role.ADMIN)).isFalse();
    assertThat(Role.named("farm-admin")).contains(Role.FARM_ADMIN);
    assertThat(Role.named("FARM_ADMIN")).isEmpty();
  }

  @Test
  void needsBothTheRoleAndTheScope() {
    var rule = Access.changes("cancelIt", Role.OPERATOR, "jobs", "id");

    assertThat(rule.allows(caller(Role.OPERATOR, "jobs"))).isTrue();
    assertThat(rule.allows(caller(Role.FARM_ADMIN, "*"))).isTrue();
    assertThat(rule.allows(caller(Role.VIEWER, "jobs"))).isFalse();
    assertThat(rule.allows(caller(Role.OPERATOR, "jobs:read"))).isFalse();
    assertThat(rule.allows(caller(Role.OPERATOR, "locks"))).isFalse();
    assertThat(rule.allows(new Caller(Customer.MAIN, Role.ADMIN, "x", scopes(), false))).isFalse();
  }

  @Test
  void readsWithAReadingScope() {
    assertThat(scopes("jobs:read").cover("jobs", Effect.READS)).isTrue();
    assertThat(scopes("jobs").cover("jobs", Effect.READS)).isTrue();
    assertThat(scopes("jobs:read").cover("locks", Effect.READS)).isFalse();
    assertThat(scopes().cover(Access.ME, Effect.READS)).isTrue();
    assertThat(scopes().cover(Access.ME, Effect.CHANGES)).isFalse();
  }

  @Test
  void knowsItsScopes() {
    assertThat(List.of("*", "jobs", "jobs:read", "limits")).allMatch(Scopes::isKnown);
    assertThat(List.of("", "job", "jobs:write", "*:read", "jobs:read:read"))
        .noneMatch(Scopes::isKnown);
    assertThatThrownBy(() -> scopes("Jobs!")).isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean isForAll(Rule rule) {
    return !rule.isOpen() && rule.area().equals(Access.ME);
  }

  private Operation operation(Rule rule) {
    return Optional.ofNullable(operations.get(rule.operation())).orElseThrow();
  }

  private static Scopes scopes(String... words) {
    return new Scopes(Set.of(words));
  }

  private static Caller caller(Role role, String... scopes) {
    return new Caller(Customer.MAIN, role, "user:x", scopes(scopes), false);
  }

  private String row(Rule rule) {
    var operation = operation(rule);
    var scope = rule.changes() ? rule.area() : rule.area() + ":read";
    return "| `%s` | `%s %s` | %s | %s |"
        .formatted(
            rule.operation(),
            operation.method().toUpperCase(Locale.ROOT),
            operation.path(),
            rule.least().map(Role::wireName).orElse("nobody has to say who he is"),
            rule.isOpen() ? "" : "`" + scope + "`");
  }
}
