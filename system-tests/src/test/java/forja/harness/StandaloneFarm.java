package forja.harness;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The whole farm in one process, on data of its own. */
public final class StandaloneFarm implements TestFarm {
  /** The launcher prepares a faster start first, once for each build. */
  private static final Duration UP_WITHIN = Duration.ofMinutes(4);

  private final FarmFolder folder = FarmFolder.create();
  private final Programs programs = new Programs(folder);
  private final List<String> options;
  private ProgramProcess program;

  /** With these options beside those that every farm under test has. */
  public StandaloneFarm(String... options) {
    this.options = List.of(options);
  }

  @Override
  public void open() {
    start();
  }

  /** On the data of the last run, if there was one. */
  public void start() {
    // Guards against two launchers that prepare the faster start in the same folder at once.
    synchronized (StandaloneFarm.class) {
      launch();
    }
  }

  private void launch() {
    folder.forgetApiAddress();
    var words =
        List.of(
            "up",
            "--data",
            folder.path().toString(),
            "--port",
            "0",
            "--broker-port",
            "0",
            "--rate-limit",
            "0");
    program =
        programs.start("standalone", Stream.concat(words.stream(), options.stream()).toList());
    Deadline.await(
        "the farm being up",
        UP_WITHIN,
        () -> {
          program.requireAlive();
          return folder.apiAddress();
        });
  }

  /** Waits until its log holds these words. */
  public void awaitWord(String words) {
    program.awaitWord(words);
  }

  /** Where it says that it can be asked. */
  public URI address() {
    return URI.create(folder.apiAddress().orElseThrow());
  }

  /** The KILL signal to the farm; its database is left alone, as it would be. */
  public void kill() {
    program.kill();
  }

  public FarmClient client() {
    return new FarmClient(URI.create(folder.apiAddress().orElseThrow()), folder.token());
  }

  public Cli cli() {
    return new Cli(URI.create(folder.apiAddress().orElseThrow()), folder);
  }

  public FarmFolder folder() {
    return folder;
  }

  @Override
  public String lastWords() {
    return programs.lastWords();
  }

  @Override
  public void close() {
    programs.close();
  }
}
