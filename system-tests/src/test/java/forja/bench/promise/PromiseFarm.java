package forja.bench.promise;

import forja.api.ledger.Customer;
import forja.bench.farm.BenchFarm;
import forja.bench.farm.CleanUp;
import forja.bench.farm.ProgramProcess;
import forja.bench.load.ApiAddress;
import forja.bench.load.HttpLine;
import forja.common.job.JobId;
import forja.common.job.JobState;
import forja.harness.Crowd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The farm whose promises are measured: the measured customer speaks HTTP, the crowd around is
 * booked straight into the ledger.
 */
record PromiseFarm(BenchFarm programs, ApiAddress api, Crowd crowd, LedgerTimes ledger) {
  /** The pool of the worker that is there from the start, with eight slots. */
  static final String DEFAULT_POOL = "default";

  private static final int WARM_UP = 5_000;

  static PromiseFarm start(CleanUp cleanUp, Path data) throws IOException, InterruptedException {
    var programs = BenchFarm.start(cleanUp, data);
    var api = programs.startApiAndWorker();
    var crowd = cleanUp.later(Crowd.at(programs.database(), programs.credential("database")));
    return new PromiseFarm(programs, api, crowd, new LedgerTimes(crowd.source()));
  }

  HttpLine line() throws IOException {
    return HttpLine.to(api);
  }

  /** A worker of a pool that has the name of the worker, no longer cold. */
  ProgramProcess joinWarm(String name, int slots) throws Exception {
    var worker = join(name, slots);
    var naps = crowd.book(customer("warm-up"), Naps.of(Duration.ofMillis(1), name), WARM_UP);
    var _ = ledger.awaitAll(naps, JobState.SUCCEEDED);
    return worker;
  }

  /** A worker of a pool that has the name of the worker. */
  ProgramProcess join(String name, int slots) throws IOException, InterruptedException {
    return join(name, name, slots);
  }

  ProgramProcess join(String name, String pool, int slots)
      throws IOException, InterruptedException {
    return programs.joinWorker(
        api, name, List.of("--pool", pool, "--slots", Integer.toString(slots)));
  }

  Customer customer(String name) {
    return crowd.customer(name);
  }

  /** By HTTP, as one batch, for the customer that exists. */
  List<JobId> post(List<String> requests) throws IOException {
    try (var line = line()) {
      var answer = line.postLines("/jobs:batch", requests).require(202).json();
      return answer.path("items").findValuesAsText("id").stream()
          .map(id -> JobId.parse(id).orElseThrow())
          .toList();
    }
  }

  /** Megabytes of each program. */
  Map<String, Double> resident() {
    var resident = new TreeMap<String, Double>();
    programs.memory().forEach((program, memory) -> resident.put(program, memory.program()));
    return resident;
  }
}
