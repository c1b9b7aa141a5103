package forja.broker;

import forja.common.job.Capability;
import forja.routes.wiring.Credential;
import forja.worker.Worker;
import forja.worker.WorkerConfig;
import forja.worker.WorkerMain;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Starts workers, in this process or in one that can be killed. */
final class Workers {
  private Workers() {}

  /** One that hands back at once when it is closed. */
  static Worker here(TestBroker broker, String name, int slots, Path effects) throws IOException {
    return start(broker, new Worklife(name, slots, Duration.ZERO), effects);
  }

  /** What is special about a worker. */
  record Worklife(String name, int slots, Duration grace) {}

  static Worker start(TestBroker broker, Worklife life, Path effects) throws IOException {
    return start(
        broker.address(), broker.credentialFile(broker.worker(life.name())), life, effects);
  }

  /** By a way to the broker that the test knows, as somebody whom the broker knows. */
  static Worker start(URI broker, Path credential, Worklife life, Path effects) throws IOException {
    var config =
        new WorkerConfig(
            life.name(),
            broker,
            credential,
            List.of(Jobs.POOL),
            Set.of(Capability.FARM),
            life.slots(),
            effects,
            Duration.ofSeconds(10),
            life.grace());
    return Worker.start(config, Credential.read(config.credential()), Clock.systemUTC());
  }

  static WorkerProcess process(TestBroker broker, String name, int slots) throws IOException {
    return process(broker, name, List.of(), List.of("--slots", Integer.toString(slots)));
  }

  /** With options for its machine, and for itself. */
  static WorkerProcess process(
      TestBroker broker, String name, List<String> machine, List<String> options)
      throws IOException {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("--enable-native-access=ALL-UNNAMED");
    words.add("--sun-misc-unsafe-memory-access=allow");
    words.addAll(machine);
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.add(WorkerMain.class.getName());
    words.addAll(List.of("--name", name, "--broker", broker.address().toString()));
    words.addAll(List.of("--credential", broker.credentialFile(broker.worker(name)).toString()));
    words.addAll(options);
    words.addAll(List.of("--grace", "PT0S"));
    return new WorkerProcess(
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.INHERIT)
            .start());
  }

  /** A worker program that a test may kill. */
  record WorkerProcess(Process process) implements AutoCloseable {

    /** The KILL signal: nothing is said goodbye. */
    void kill() {
      process.destroyForcibly();
    }

    void signal(String name) throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /** The TERM signal: what an operator sends. */
    void stop() {
      process.destroy();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
