package forja.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.http.ApiCall;
import forja.cli.http.ApiClient;
import forja.cli.json.Json;
import forja.cli.terminal.Ink;
import forja.cli.terminal.Terminal;
import forja.cli.watch.BoardView;
import forja.cli.watch.JobNames;
import forja.cli.watch.JobWatch;
import forja.cli.watch.PlainView;
import forja.cli.watch.SilentView;
import forja.cli.watch.WatchView;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows a newcomer what the farm does. */
@Command(
    name = "demo",
    description = {
      "Run a small programme of jobs before your eyes.",
      "",
      "The farm's administrator makes a customer and a user when they are missing, and the jobs are "
          + "theirs; your own login stays as it is. Work succeeds, fails as it should, is tried "
          + "again, runs out of time and is cancelled; a secret stays one.",
      "The exit code is 1 when a job ends otherwise than expected, or a promise is not kept."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  forja demo", "  forja demo --json | jq .asExpected"})
public final class DemoCommand implements Callable<Integer> {
  /** The programme takes half of this on a slow machine. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Desk desk;

  public DemoCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    var began = System.nanoTime();
    try (var guest = DemoGuest.enter(desk)) {
      var programme = DemoProgramme.forKinds(guest.api().get("/kinds").path("items"));
      var jobs = submit(programme, guest.api());
      announce(jobs);
      var records = watch(jobs, guest.api());
      var summary = new DemoSummary(jobs, records, DemoProof.of(guest, jobs));
      show(summary, Duration.ofNanos(System.nanoTime() - began));
      return summary.isAsExpected() ? ExitCode.SUCCEEDED : ExitCode.FAILED;
    }
  }

  private Map<String, DemoJob> submit(DemoProgramme programme, ApiClient api) {
    var jobs = new LinkedHashMap<String, DemoJob>();
    for (var job : programme.jobs()) {
      Json.objectOf(job.request().withObject("/labels")).put("demo", label(job));
      var call = ApiCall.post("/jobs", job.request()).withNewKey();
      jobs.put(Json.text(api.send(call).json(), "id"), job);
    }
    if (!jobs.isEmpty()) {
      desk.config().lastJob().remember(List.copyOf(jobs.keySet()).getLast());
    }
    return jobs;
  }

  private static String label(DemoJob job) {
    return job.name().replace(' ', '-');
  }

  private void announce(Map<String, DemoJob> jobs) {
    if (!desk.wantsJson()) {
      var kinds = jobs.values().stream().map(DemoJob::kind).distinct().count();
      var whose = "user " + DemoGuest.USER + " (" + DemoGuest.ROLE + ") of customer ";
      print(
          Ink.BOLD,
          jobs.size()
              + " jobs of "
              + kinds
              + " kinds, at "
              + desk.api().address()
              + ", handed in by "
              + whose
              + DemoGuest.CUSTOMER);
      desk.terminal().print("");
    }
  }

  private Map<String, JsonNode> watch(Map<String, DemoJob> jobs, ApiClient api) {
    var names = new LinkedHashMap<String, String>();
    var cancelAfter = new LinkedHashMap<String, Duration>();
    jobs.forEach((id, job) -> {
      names.put(id, job.name());
      job.cancelAfter().ifPresent(after -> cancelAfter.put(id, after));
    });
    var ids = List.copyOf(jobs.keySet());
    try (var view = new CancellingView(view(JobNames.of(names)), api, cancelAfter)) {
      return new JobWatch(api, view).watch(ids, LIMIT);
    }
  }

  private WatchView view(JobNames names) {
    if (desk.wantsJson()) {
      return new SilentView();
    }
    return desk.terminal().isInteractive()
        ? new BoardView(desk.terminal(), desk.clock(), names)
        : new PlainView(desk.terminal(), names);
  }

  private void show(DemoSummary summary, Duration took) {
    if (desk.wantsJson()) {
      desk.printJson(summary.document());
      return;
    }
    var terminal = desk.terminal();
    terminal.print("");
    terminal.print(summary.table());
    terminal.print("");
    terminal.print(summary.promises());
    terminal.print("");
    showVerdict(summary, took);
    showNextCommands(terminal);
  }

  private void showVerdict(DemoSummary summary, Duration took) {
    var seconds = took.toSeconds() + " s";
    if (summary.isAsExpected()) {
      print(Ink.GREEN, "All " + summary.met() + " ended as expected, in " + seconds + ".");
    } else {
      print(Ink.RED, "Only " + summary.met() + " ended as expected; see the tables above.");
    }
  }

  private void showNextCommands(Terminal terminal) {
    terminal.print("");
    terminal.print("The api is at " + desk.api().address() + ", its reference at " + docs() + ".");
    terminal.print("Try next:");
    next("forja jobs --customer demo", "what the demo's customer has done, as administrator");
    next("forja log @last --customer demo", "what its last job has written");
    next("forja audit --customer demo", "who did what there, and who was refused what");
    next("forja user create you --role operator --customer demo", "a user for you");
    next("forja login --customer demo --user you", "work as that user; forja logout ends it");
    next("forja run farm.sleep --set for=PT5S --watch", "hand in a job and watch it");
    next("forja kinds", "what else can be done");
    next("forja --help", "all commands");
  }

  private String docs() {
    return desk.api().address() + "/docs";
  }

  private void next(String command, String what) {
    var padded = forja.cli.terminal.Columns.pad("./" + command, 56);
    var look = desk.terminal().look();
    desk.terminal().print("  " + look.paint(Ink.CYAN, padded) + look.paint(Ink.DIM, what));
  }

  private void print(Ink ink, String line) {
    desk.terminal().print(desk.terminal().look().paint(ink, line));
  }
}
