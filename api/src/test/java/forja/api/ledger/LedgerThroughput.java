package forja.api.ledger;

import forja.common.job.JobReport;
import forja.common.job.ReportBundle;
import forja.common.job.Token;
import forja.common.wire.JobWire.ReleasedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Measures what the ledger alone costs: accept, release, project, with workers that answer at once.
 * A plain main: {@code LedgerThroughput [jobs] [customers]}.
 */
final class LedgerThroughput {
  private static final int PER_REQUEST = 10_000;
  private static final int PER_BUNDLE = 300;
  private static final int PER_BATCH = 500;

  private final LedgerForTests farm = new LedgerForTests(LedgerThroughput.class);
  private final Bell bell = new Bell();
  private final BlockingQueue<ReportBundle> bundles = new LinkedBlockingQueue<>();
  private final AtomicInteger finished = new AtomicInteger();
  private final LedgerProjection projection =
      new LedgerProjection(farm.database, bell, (bundle, reason) -> System.out.println(reason));
  private final int customers;

  private LedgerThroughput(int customers) {
    this.customers = customers;
  }

  public static void main(String[] words) throws Exception {
    int jobs = words.length > 0 ? Integer.parseInt(words[0]) : 200_000;
    int customers = words.length > 1 ? Integer.parseInt(words[1]) : 10;
    var bench = new LedgerThroughput(customers);
    new Partitions(bench.farm.database, Clock.systemUTC()).turn();
    bench.run("warm-up", jobs / 2);
    bench.run("apart", jobs);
    bench.runTogether("together", jobs);
    bench.farm.close();
    System.exit(0);
  }

  private void run(String name, int jobs) throws Exception {
    var accept = new Stage(name + " accept", jobs);
    accept(jobs);
    accept.print();
    var release = new Stage(name + " release + project", jobs);
    finish(jobs);
    release.print();
  }

  private void runTogether(String name, int jobs) throws Exception {
    var all = new Stage(name + " accept + release + project", jobs);
    var acceptor = Thread.ofPlatform().start(() -> accept(jobs));
    finish(jobs);
    acceptor.join();
    all.print();
  }

  private void accept(int jobs) {
    var ids = new forja.common.job.JobIds(Clock.systemUTC());
    var ledger = new Ledger(farm.database, Clock.systemUTC(), bell, farm.stopper);
    for (int done = 0; done < jobs; done += PER_REQUEST) {
      var request =
          IntStream.range(0, PER_REQUEST)
              .mapToObj(number ->
                  new NewJob(
                      ids.next(),
                      1 + number % customers,
                      farm.job().request(),
                      java.util.Optional.empty(),
                      Clock.systemUTC().instant()))
              .toList();
      ledger.accept(request).join();
    }
    ledger.close();
  }

  private void finish(int jobs) throws Exception {
    finished.set(0);
    var dispatcher =
        new Dispatcher(
            farm.database,
            Clock.systemUTC(),
            bell,
            () -> Map.of(LedgerForTests.FARM, 1_000),
            (released, _) -> answer(released));
    dispatcher.start();
    var batch = new ArrayList<ReportBundle>();
    int batches = 0;
    while (finished.get() < jobs) {
      batch.clear();
      batch.add(bundles.take());
      int size = batch.getFirst().reports().size();
      for (var more = bundles.peek();
          more != null && size + more.reports().size() <= PER_BATCH;
          more = bundles.peek()) {
        batch.add(bundles.take());
        size += more.reports().size();
      }
      projection.apply(batch);
      batches++;
      finished.addAndGet(batch.stream().mapToInt(bundle -> bundle.reports().size()).sum());
    }
    dispatcher.close();
    System.out.printf("  %.0f reports a batch%n", (double) jobs / batches);
  }

  private void answer(List<ReleasedJob> released) {
    var now = Clock.systemUTC().instant();
    var reports = new ArrayList<JobReport>();
    for (var job : released) {
      var token = new Token(job.attempt(), job.release(), 1);
      reports.add(
          new JobReport.Succeeded(
              job.id(), token, now, now.plusMillis(1), 0, Map.of("echo", "pong")));
      if (reports.size() == PER_BUNDLE) {
        bundles.add(new ReportBundle("w1", reports));
        reports.clear();
      }
    }
    if (!reports.isEmpty()) {
      bundles.add(new ReportBundle("w1", reports));
    }
  }

  /** Time and processor time of a stage, PostgreSQL's beside ours. */
  private static final class Stage {
    private final String name;
    private final int jobs;
    private final long began = System.nanoTime();
    private final Duration database = postgresTime();
    private final Duration own = ownTime();

    Stage(String name, int jobs) {
      this.name = name;
      this.jobs = jobs;
    }

    void print() {
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          "%-40s %,9.0f jobs/s; CPU us per job: PostgreSQL %5.1f, this program %5.1f%n",
          name,
          jobs / seconds,
          postgresTime().minus(database).toNanos() / 1e3 / jobs,
          ownTime().minus(own).toNanos() / 1e3 / jobs);
    }

    private static Duration ownTime() {
      return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** All processes named postgres that this program started, those that have ended included. */
    private static Duration postgresTime() {
      try (var processes = Files.list(Path.of("/proc"))) {
        long ticks =
            processes
                .filter(process -> process.getFileName().toString().matches("\\d+"))
                .mapToLong(Stage::ticksOfPostgres)
                .sum();
        return Duration.ofMillis(ticks * 10);
      } catch (IOException unreadable) {
        throw new java.io.UncheckedIOException(unreadable);
      }
    }

    private static long ticksOfPostgres(Path process) {
      try {
        var stat = Files.readString(process.resolve("stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return stat.contains("(postgres)")
            ? Long.parseLong(fields[11]) + Long.parseLong(fields[12])
            : 0;
      } catch (IOException _) {
        return 0;
      }
    }
  }
}
