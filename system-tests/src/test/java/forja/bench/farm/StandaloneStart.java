package forja.bench.farm;

import forja.bench.load.ApiAddress;
import forja.bench.load.HttpLine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long the whole farm in one process takes to start: on an empty folder, then on its data. */
public final class StandaloneStart {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private StandaloneStart() {}

  public static List<StartUp> measure(CleanUp cleanUp, Path data) throws Exception {
    var startUps = new ArrayList<StartUp>();
    cleanUp.later(new Postmaster(data));
    for (var start : List.of("standalone, first start", "standalone, warm")) {
      Files.deleteIfExists(data.resolve("api.address"));
      var program =
          ProgramProcess.start(
              data, "up", "--data", data.toString(), "--port", "0", "--broker-port", "0");
      cleanUp.later(program);
      awaitReady(program, data);
      startUps.add(StartUp.of(start, program, new Postmaster(data)));
      program.close();
    }
    return startUps;
  }

  private static void awaitReady(ProgramProcess program, Path data) throws IOException {
    var address = data.resolve("api.address");
    while (!Files.exists(address) || Files.size(address) == 0) {
      requireInTime(program);
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    var api = new ApiAddress(URI.create(Files.readString(address).strip()), "");
    try (var line = HttpLine.to(api)) {
      while (line.get("/health/ready").status() != 200) {
        requireInTime(program);
        LockSupport.parkNanos(LOOK_EVERY_NANOS);
      }
    }
  }

  private static void requireInTime(ProgramProcess program) throws IOException {
    program.requireAlive();
    if (program.age().compareTo(PATIENCE) > 0) {
      throw new IllegalStateException("the farm in one process is not up after " + PATIENCE);
    }
  }
}
