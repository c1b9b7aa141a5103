package forja.api.ledger;

import forja.common.job.JobReport;
import forja.common.job.ReportBundle;
import forja.common.job.Token;
import forja.common.wire.JobWire.ReleasedJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
  private final String server;

  private LedgerThroughput(int customers) {
    this.customers = customers;
    var backend = farm.query("select pg_backend_pid()").getFirst();
    this.server = String.valueOf(stat(Path.of("/proc", backend)).get(PARENT));
  }

  public static void main(String[] words) throws Exception {
    int jobs = words.length > 0 ? Integer.parseInt(words[0]) : 200_000;
    int customers = words.length > 1 ? Integer.parseInt(words[1]) : 10;
    var bench = new LedgerThroughput(customers);
    new Partitions(bench.farm.database, Clock.systemUTC()).turn();
    bench.farm.execute("create extension pg_stat_statements");
    bench.run("warm-up", jobs / 2);
    bench.run("apart", jobs);
    bench.farm.query("select pg_stat_statements_reset()");
    bench.runTogether("together", jobs);
    bench.printStatements(jobs);
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

  /** Where the time went, statement by statement. */
  private void printStatements(int jobs) {
    farm.query(
            """
            select format('%%7s calls, %%8s ms each, %%6s us per job: %%s', calls,
              round(mean_exec_time::numeric, 3), round((total_exec_time * 1000 / %d)::numeric, 1),
              translate(left(query, 70), chr(10), ' '))
            from pg_stat_statements where calls > 1 order by total_exec_time desc limit 7
            """
                .formatted(jobs))
        .forEach(System.out::println);
    farm.query(
            """
            select format('%s: %s updates, %s HOT, %s dead', relname, n_tup_upd, n_tup_hot_upd, n_dead_tup)
            from pg_stat_user_tables where n_tup_upd + n_dead_tup > 0 order by n_tup_upd desc
            """)
        .forEach(System.out::println);
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
                      Optional.empty(),
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
  private final class Stage {
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

    private Duration ownTime() {
      return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /**
     * The server's processes, those that have ended included; other servers of the machine are not
     * counted.
     */
    private Duration postgresTime() {
      try (var processes = Files.list(Path.of("/proc"))) {
        long ticks =
            processes
                .filter(process -> process.getFileName().toString().matches("\\d+"))
                .mapToLong(this::ticks)
                .sum();
        return Duration.ofMillis(ticks * 10);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }

    private long ticks(Path process) {
      var stat = stat(process);
      boolean isServer = process.getFileName().toString().equals(server);
      if (isServer) {
        return stat.get(UTIME) + stat.get(UTIME + 1) + stat.get(UTIME + 2) + stat.get(UTIME + 3);
      }
      boolean isItsChild = !stat.isEmpty() && stat.get(PARENT) == Long.parseLong(server);
      return isItsChild ? stat.get(UTIME) + stat.get(UTIME + 1) : 0;
    }
  }

  private static final int PARENT = 0;
  private static final int UTIME = 10;

  /** The numbers of a process from its parent on; none when it has gone. */
  private static List<Long> stat(Path process) {
    try {
      var stat = Files.readString(process.resolve("stat"));
      return Stream.of(stat.substring(stat.lastIndexOf(')') + 4).split(" ", 15))
          .limit(14)
          .map(Long::valueOf)
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }
}
