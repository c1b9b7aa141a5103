package forja.cli;

import java.util.List;
import java.util.Map;

/** The commands of the launcher: it carries them out itself, here they are only known by name. */
final class LauncherWords {
  static final Map<String, List<String>> ALL =
      Map.of(
          "broker", List.of("--data", "--broker-port"),
          "database", List.of("--data"),
          "up", List.of("--port", "--data", "--broker-port", "--detach"),
          "down", List.of("--data"),
          "status", List.of("--data"),
          "worker", List.of("--broker", "--credential", "--pool", "--capabilities", "--slots"),
          "api", List.of("--broker", "--database", "--port"),
          "test", List.of(),
          "bench", List.of(),
          "format", List.of());

  private LauncherWords() {}
}
