package forja.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;

/** One rule of the house, and what the fixture breaks it with. */
record HouseRule(String name, String culprit, Function<House, ArchRule> rule) {

  /** A rule about classes that do not exist yet holds. */
  ArchRule in(House house) {
    return rule.apply(house).allowEmptyShould(true);
  }

  @Override
  public String toString() {
    return name;
  }
}
