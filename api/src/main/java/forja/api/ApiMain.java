package forja.api;

import forja.routes.program.Program;
import java.time.Clock;
import java.util.List;

/** An api process as a program of its own. */
public final class ApiMain {
  private ApiMain() {}

  public static void main(String[] words) {
    Program.run(() -> start(ApiConfig.read(List.of(words), System.getenv())));
  }

  private static Api start(ApiConfig config) {
    return Api.start(config, ApiConfig.credential(config.credential()), Clock.systemUTC());
  }
}
