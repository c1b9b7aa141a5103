package forja.bench.profile;

import forja.bench.farm.ProgramProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Records where api and worker spend their time while a path is measured, if it is asked for. */
public final class Profile {
  private static final List<String> RECORDED = List.of("api", "worker", "broker");

  private final Optional<Path> folder;
  private final List<ProgramProcess> programs;

  private Profile(Optional<Path> folder, List<ProgramProcess> programs) {
    this.folder = folder;
    this.programs = programs;
  }

  public static Profile of(Optional<Path> folder, List<ProgramProcess> programs) {
    var recorded = folder.isPresent() ? programs : List.<ProgramProcess>of();
    return new Profile(
        folder, recorded.stream().filter(program -> RECORDED.contains(program.name())).toList());
  }

  public Recording start(String path) throws IOException, InterruptedException {
    if (folder.isPresent()) {
      Files.createDirectories(folder.get());
    }
    for (var program : programs) {
      Jcmd.run(program.pid(), "JFR.start", "name=bench", "settings=profile");
    }
    return new Recording(path);
  }

  /** A recording that runs; {@link #stop} writes it down and prints the dearest methods. */
  public final class Recording {
    private final String path;

    private Recording(String path) {
      this.path = path;
    }

    public void stop() throws IOException, InterruptedException {
      for (var program : programs) {
        var file = folder.orElseThrow().resolve(path + "-" + program.name() + ".jfr");
        Jcmd.run(program.pid(), "JFR.stop", "name=bench", "filename=" + file);
        System.out.print(DearMethods.of(file).text(path + ", " + program.name()));
      }
    }
  }
}
