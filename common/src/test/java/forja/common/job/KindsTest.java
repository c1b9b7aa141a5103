package forja.common.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.common.wire.JobWire;
import forja.common.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KindsTest {
  private static final Path EXAMPLES = Path.of("..", "examples");

  @Test
  void listEverySpecExactlyOnce() {
    assertThat(Kinds.all().stream().<Class<?>>map(Kind::spec))
        .containsExactlyInAnyOrderElementsOf(records(JobSpec.class));
  }

  private static List<Class<?>> records(Class<?> family) {
    return family.isRecord()
        ? List.of(family)
        : Stream.of(family.getPermittedSubclasses())
            .flatMap(member -> records(member).stream())
            .toList();
  }

  @Test
  void areListedInTheSchemaOfARequest() {
    var schema = Wire.tree(resource("forja/schema/job-request.json"));

    assertThat(schema.at("/properties/kind/enum").valueStream().map(name -> name.asText()))
        .containsExactlyElementsOf(Kinds.postable().stream().map(Kind::name).toList());
  }

  @Test
  void eachHaveOneExampleAndThereIsNoOther() throws IOException {
    try (var files = Files.list(EXAMPLES)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Kinds.postable().stream().map(kind -> kind.name() + ".json").toList());
    }
  }

  @ParameterizedTest
  @MethodSource("forja.common.job.Kinds#all")
  void areNamedAfterTheirCapability(Kind kind) {
    assertThat(kind.name()).matches(kind.capability().id() + "\\.[a-z-]+");
    assertThat(Kinds.named(kind.name())).contains(kind);
  }

  @ParameterizedTest
  @MethodSource("forja.common.job.Kinds#postable")
  void describeEveryFieldInTheirSchema(Kind kind) {
    var schema = Wire.tree(resource(kind.schemaResource()));
    var fields = Wire.json().getTypeFactory().constructType(kind.spec());
    var known =
        Wire.json().getDeserializationConfig().introspect(fields).findProperties().stream()
            .map(property -> property.getName())
            .toList();

    assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
    assertThat(schema.path("properties").propertyStream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrderElementsOf(known);
  }

  @ParameterizedTest
  @MethodSource("forja.common.job.Kinds#postable")
  void areShownByAnExampleThatCanBeDone(Kind kind) throws IOException {
    var example = Wire.tree(Files.readAllBytes(EXAMPLES.resolve(kind.name() + ".json")));

    var request = JobWire.request(example);

    assertThat(Kinds.of(request.spec())).isEqualTo(kind);
    assertThat(request.spec().capability()).isEqualTo(kind.capability());
    assertThat(example.path("spec").size()).isGreaterThan(0);
  }

  @Test
  void areRefusedWhereNobodyMayHandThemIn() {
    var request = Wire.json().createObjectNode().put("kind", "customer.delete");
    request.putObject("spec").put("name", "acme");

    assertThatThrownBy(() -> JobWire.request(request))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageContaining("customer.delete");
  }

  private static byte[] resource(String name) {
    try (var stream = Kinds.class.getClassLoader().getResourceAsStream(name)) {
      assertThat(stream).as(name).isNotNull();
      return new String(stream.readAllBytes(), UTF_8).getBytes(UTF_8);
    } catch (IOException unreadable) {
      throw new AssertionError(name, unreadable);
    }
  }
}
