package forja.standalone;

import forja.routes.program.Program;
import java.time.Clock;

/** The whole farm on this machine: database, broker, api and one worker in one process. */
public final class StandaloneMain {

  private StandaloneMain() {}

  public static void main(String[] words) {
    Program.run(() -> Farm.start(StandaloneConfig.read(words), System.getenv(), Clock.systemUTC()));
  }
}
