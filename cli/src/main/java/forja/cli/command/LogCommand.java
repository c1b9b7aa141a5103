package forja.cli.command;

import forja.cli.Desk;
import forja.cli.ExitCode;
import forja.cli.http.LogTail;
import forja.cli.json.Json;
import forja.cli.watch.LogLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what a job has written. */
@Command(
    name = "log",
    description = {
      "Print what a job has written.",
      "",
      "Byte for byte into a file or a pipe; on a terminal control characters are shown, not obeyed."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  forja log @last", "  forja log @last -f", "  forja log @last > job.log"})
public final class LogCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Desk desk;

  @Parameters(arity = "1", paramLabel = JobIds.LABEL, description = "Which job.")
  private String typed = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the job has ended.")
  private boolean follow;

  public LogCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    var id = JobIds.one(typed, desk);
    if (desk.wantsJson()) {
      print(id, new LogLines(line -> desk.terminal().print(lineDocument(id, line))));
    } else if (desk.terminal().isInteractive()) {
      print(id, new LogLines(line -> desk.terminal().print(desk.terminal().foreign(line))));
    } else {
      write(id, this::writeThrough);
    }
    return ExitCode.SUCCEEDED;
  }

  private static String lineDocument(String id, String line) {
    return Json.line(Json.object().put("job", id).put("line", line));
  }

  private void print(String id, LogLines lines) {
    write(id, lines);
    lines.end();
  }

  private void writeThrough(byte[] bytes, int length) {
    desk.terminal().out().write(bytes, 0, length);
    desk.terminal().out().flush();
  }

  private void write(String id, LogTail.Sink sink) {
    if (follow) {
      new LogTail(desk.api(), id, PATIENCE).follow(sink);
      return;
    }
    var response = desk.api().open("/jobs/" + id + "/log", Map.of());
    try (var body = response.body()) {
      var buffer = new byte[8192];
      for (var length = body.read(buffer); length >= 0; length = body.read(buffer)) {
        sink.take(buffer, length);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    explainGaps(response.headers());
  }

  private void explainGaps(HttpHeaders headers) {
    headers
        .firstValue("Forja-Log-Missing")
        .ifPresent(many -> desk.terminal().complain("forja: pieces that are missing: " + many));
    headers
        .firstValue("Forja-Log-Cut")
        .ifPresent(_ -> desk.terminal().complain("forja: it wrote more than is kept of a log"));
  }
}
