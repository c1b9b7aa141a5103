package forja.api;

import forja.routes.program.Program;
import java.time.Clock;
import java.util.List;

/** An api process as a program of its own; prints its address when it is up. */
public final class ApiMain {
  private ApiMain() {}

  public static void main(String[] words) {
    Program.run(() -> start(ApiConfig.read(List.of(words), System.getenv())));
  }

  private static Api start(ApiConfig config) {
    var api = Api.start(config, ApiConfig.credential(config.credential()), Clock.systemUTC());
    System.out.println(api.address());
    return api;
  }
}
