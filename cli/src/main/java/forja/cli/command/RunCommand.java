package forja.cli.command;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.config.Misuse;
import forja.cli.http.ApiCall;
import forja.cli.json.Json;
import forja.cli.spec.SpecEdit;
import forja.cli.terminal.Ink;
import forja.cli.terminal.SafeText;
import forja.cli.watch.JobNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hands in jobs. */
@Command(
    name = "run",
    description = {
      "Hand in a job; its id is printed at once, the work happens later.",
      "",
      "With --watch or --wait the exit code is the outcome: 0 succeeded, 1 failed, 3 cancelled, "
          + "5 not ended in time."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  forja run farm.ping",
      "  forja run farm.sleep --set for=PT10S --watch",
      "  forja run farm.chatter --set lines=20 --set every=PT0.2S --watch",
      "  forja run farm.fail --set as=unavailable --attempts 3 --backoff 1s",
      "  forja run farm.sleep --set for=PT1H --unique nightly --deadline +8h",
      "  echo '{\"for\":\"PT2S\"}' | forja run farm.sleep --spec - --run-at +5m",
      "",
      "--set takes true, false, null, numbers and JSON as what they are, all else as",
      "text; --set echo='\"true\"' is the text. a.b=1 goes into the object a, a.0=1 into",
      "the list a of --spec, and a\\.b=1 is the name a.b."
    })
public final class RunCommand implements Callable<Integer> {
  private static final int LARGEST_BATCH = 10_000;

  /** The api reads 10 MB at most; this leaves room. */
  private static final int LARGEST_BATCH_BYTES = 9_000_000;

  private final Desk desk;

  @Parameters(paramLabel = "KIND", description = "What kind of job; see forja kinds.")
  private String kind = "";

  @Option(
      names = "--spec",
      paramLabel = "FILE|-",
      description = "What is to be done, as JSON; - is standard input.")
  private @Nullable String specFile;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Put a value into the spec; repeatable.")
  private List<String> edits = new ArrayList<>();

  @Mixin private Envelope envelope;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Hand in N such jobs, all or none of 10,000.")
  private int count = 1;

  @Option(names = "--watch", description = "Show what happens until the job ends.")
  private boolean watch;

  @Option(names = "--wait", paramLabel = "SECONDS", description = "Wait so long for the end.")
  private @Nullable Long waitSeconds;

  public RunCommand(Desk desk) {
    this.desk = desk;
    this.envelope = new Envelope(desk.clock());
  }

  @Override
  public Integer call() {
    if (count < 1) {
      throw new Misuse("--count must be 1 or more, found " + count);
    }
    return count == 1 ? runOne() : runMany();
  }

  private int runOne() {
    var call = ApiCall.post("/jobs", request()).withNewKey();
    var first = Math.min(JobEnds.LONGEST_WAIT, seconds().orElse(0L));
    var began = System.nanoTime();
    var answer = desk.api().send(first > 0 && !watch ? call.waiting(first) : call);
    if (answer.headers().firstValue("Forja-Unique").isPresent()) {
      desk.terminal().complain("no new job: this one has the key");
    }
    var job = answer.json();
    var id = Json.text(job, "id");
    desk.config().lastJob().remember(id);
    if (watch) {
      return new Watching(desk).watch(JobNames.none(List.of(id)));
    }
    var limit = Duration.ofSeconds(seconds().orElse(0L)).minusNanos(System.nanoTime() - began);
    var latest = seconds().isPresent() ? JobEnds.await(desk.api(), job, limit) : job;
    show(latest);
    return seconds().isPresent()
        ? ExitCode.ofState(Json.text(latest, "state"))
        : ExitCode.SUCCEEDED;
  }

  private Optional<Long> seconds() {
    return Optional.ofNullable(waitSeconds);
  }

  private void show(JsonNode job) {
    var terminal = desk.terminal();
    if (desk.wantsJson()) {
      desk.printJson(job);
      return;
    }
    terminal.print(Json.text(job, "id"));
    if (seconds().isPresent()) {
      var state = Json.text(job, "state");
      var why = Json.text(job.path("failure"), "message");
      terminal.complain(
          terminal.look().paint(Ink.ofState(state), state)
              + (why.isEmpty() ? "" : ": " + SafeText.line(why)));
    } else if (terminal.isInteractive()) {
      terminal.complain(terminal.look().paint(Ink.DIM, "watch it: forja watch @last"));
    }
  }

  private int runMany() {
    var request = request();
    var bytes = Json.line(request).length() * 4 + 1;
    var most = Math.clamp(LARGEST_BATCH_BYTES / bytes, 1, LARGEST_BATCH);
    var all = new LinkedHashSet<String>();
    for (var left = count; left > 0; left -= most) {
      all.addAll(submit(request, Math.min(left, most)));
    }
    if (all.size() < count) {
      desk.terminal().complain((count - all.size()) + " made no job: another one has the key");
    }
    var ids = List.copyOf(all);
    desk.config().lastJob().remember(ids.getLast());
    if (watch) {
      return new Watching(desk).watch(JobNames.none(ids));
    }
    showMany(ids);
    return seconds().isPresent() ? awaitAll(ids) : ExitCode.SUCCEEDED;
  }

  private List<String> submit(ObjectNode request, int howMany) {
    var lines = (Json.line(request) + "\n").repeat(howMany);
    var call = ApiCall.post("/jobs:batch").withBody("application/x-ndjson", lines).withNewKey();
    return desk.api().send(call).json().path("items").findValuesAsText("id");
  }

  private void showMany(List<String> ids) {
    if (desk.wantsJson()) {
      var document = Json.object().put("count", ids.size());
      var items = document.putArray("items");
      ids.forEach(id -> items.addObject().put("id", id));
      desk.printJson(document);
    } else {
      desk.terminal().print(ids);
    }
  }

  private int awaitAll(List<String> ids) {
    var deadline = System.nanoTime() + Duration.ofSeconds(seconds().orElse(0L)).toNanos();
    var states = new ArrayList<String>();
    for (var id : ids) {
      var job = desk.api().get("/jobs/" + id);
      var left = Duration.ofNanos(deadline - System.nanoTime());
      states.add(Json.text(JobEnds.await(desk.api(), job, left), "state"));
    }
    return ExitCode.ofStates(states);
  }

  private ObjectNode request() {
    var spec = spec();
    edits.stream().map(SpecEdit::parse).forEach(edit -> edit.applyTo(spec));
    var request = Json.object().put("kind", kind);
    request.set("spec", spec);
    envelope.addTo(request);
    return request;
  }

  private ObjectNode spec() {
    if (specFile == null) {
      return Json.object();
    }
    try {
      var bytes =
          specFile.equals("-") ? desk.in().readAllBytes() : Files.readAllBytes(Path.of(specFile));
      if (Json.read(bytes) instanceof ObjectNode spec) {
        return spec;
      }
      throw new Misuse("the spec in " + specFile + " is no JSON object");
    } catch (NoSuchFileException missing) {
      throw new Misuse("there is no file " + specFile);
    } catch (JacksonException malformed) {
      throw new Misuse(
          "the spec in " + specFile + " is no JSON: " + malformed.getOriginalMessage());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
