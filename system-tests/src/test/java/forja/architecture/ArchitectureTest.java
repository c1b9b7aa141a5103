package forja.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import forja.common.job.Capability;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final JavaClasses OURS = House.OURS.classes();
  private static final JavaClasses FIXTURE = House.FIXTURE.classes();

  @ParameterizedTest
  @MethodSource("rules")
  void holds(HouseRule rule) {
    rule.in(House.OURS).check(OURS);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void bites(HouseRule rule) {
    assertThatThrownBy(() -> rule.in(House.FIXTURE).check(FIXTURE))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(rule.culprit());
  }

  static List<HouseRule> rules() {
    return HouseRules.ALL;
  }

  @ParameterizedTest
  @EnumSource
  void givesEveryCapabilityItsRooms(Capability capability) {
    var room = capability.id();
    var name = room.substring(0, 1).toUpperCase(Locale.ROOT) + room.substring(1);

    assertThat(OURS.contain("forja.common.%s.%sSpec".formatted(room, name))).isTrue();
    assertThat(OURS.contain("forja.routes.%s.%sRoute".formatted(room, name))).isTrue();
    var program = capability.isOfTheApi() ? "api" : "worker";
    assertThat(OURS.contain("forja.%s.%s.%sExecutor".formatted(program, room, name))).isTrue();
    assertThat(Path.of("../routes/src/test/java/forja/routes", room, name + "RouteTest.java"))
        .exists();
  }
}
