package forja.standalone;

import java.util.List;

/** Whose farm this is, as long as customers cannot be made. */
final class Customers {
  static final List<String> BUILT_IN = List.of("main");

  private Customers() {}
}
