package forja.bench;

import forja.bench.farm.BenchFarm;
import forja.bench.figure.Latency;
import forja.bench.figure.RawLimits;
import forja.bench.raw.BrokerLimit;
import forja.bench.raw.DatabaseLimit;
import forja.bench.raw.DiskLimit;
import forja.bench.raw.RawTimes;
import java.nio.file.Path;
import javax.sql.DataSource;

/** The raw limits: the same broker and database processes, before the engine uses them. */
record RawBench(RawTimes times, Path folder) {
  private static final int SYNCS = 500;

  RawLimits measure(BenchFarm farm, DataSource dataSource) throws Exception {
    EngineBench.say("raw limits of disk, broker and database");
    var disk = Latency.of("fdatasync of 4 KiB", DiskLimit.syncs(folder, SYNCS));
    try (var broker = new BrokerLimit(farm.broker(), farm.credential("api"));
        var database = new DatabaseLimit(dataSource)) {
      database.requireDurable();
      return new RawLimits(
          broker.perSecond(1, times),
          broker.perSecond(100, times),
          database.commitsPerSecond(times),
          database.rowsPerSecond(times),
          disk);
    }
  }
}
