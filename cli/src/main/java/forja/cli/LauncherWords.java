package forja.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The commands of the launcher: it carries them out itself, here they are only known by name. */
final class LauncherWords {
  private static final List<String> HTTP =
      List.of(
          "--bind",
          "--tls-certificate",
          "--tls-key",
          "--allow-plain-http",
          "--trusted-proxies",
          "--cors-origins",
          "--rate-limit");
  private static final List<String> BROKER =
      List.of(
          "--data",
          "--broker-bind",
          "--broker-port",
          "--broker-tls-certificate",
          "--broker-tls-key");

  static final Map<String, List<String>> ALL =
      Map.ofEntries(
          Map.entry("broker", BROKER),
          Map.entry("broker-user", List.of("--data", "--pool")),
          Map.entry("broker-xml", List.of()),
          Map.entry("database", List.of("--data")),
          Map.entry("up", all(List.of("--port", "--detach"), all(BROKER, HTTP))),
          Map.entry("down", List.of("--data")),
          Map.entry("status", List.of("--data")),
          Map.entry(
              "worker",
              List.of(
                  "--broker",
                  "--broker-ca",
                  "--credential",
                  "--pool",
                  "--capabilities",
                  "--slots")),
          Map.entry(
              "api",
              all(
                  List.of("--broker", "--broker-ca", "--database", "--port", "--master-key"),
                  HTTP)),
          Map.entry("test", List.of()),
          Map.entry("bench", List.of()),
          Map.entry("format", List.of()));

  private static List<String> all(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private LauncherWords() {}
}
