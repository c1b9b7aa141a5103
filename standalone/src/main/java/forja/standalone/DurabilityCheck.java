package forja.standalone;

import forja.routes.program.CannotStart;
import java.sql.SQLException;

/** Refuses a database that could lose what it has committed. */
final class DurabilityCheck {

  private DurabilityCheck() {}

  /** How the running server answers when it is asked for a setting. */
  interface Settings {
    String show(String name) throws SQLException;
  }

  static void require(Settings settings) throws SQLException {
    for (var name : DatabaseSettings.DURABILITY) {
      var value = settings.show(name);
      if (!value.equals("on")) {
        throw new CannotStart(
            "the database runs with %s = %s: what it accepts would not be safe"
                .formatted(name, value));
      }
    }
  }
}
