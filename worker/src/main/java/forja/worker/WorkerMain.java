package forja.worker;

import forja.routes.program.CannotStart;
import forja.routes.program.Program;
import forja.routes.wiring.Credential;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** A worker as a program of its own: all it needs is the broker's address and a credential. */
public final class WorkerMain {
  private WorkerMain() {}

  public static void main(String[] words) {
    Program.runOrHalt(() -> start(WorkerConfig.read(List.of(words), System.getenv())));
  }

  private static Worker start(WorkerConfig config) {
    try {
      return Worker.start(config, Credential.read(config.credential()), Clock.systemUTC());
    } catch (IOException unreadable) {
      throw new CannotStart("cannot read the credential in " + config.credential(), unreadable);
    }
  }
}
