package forja.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.json.Json;
import forja.cli.terminal.Columns;
import forja.cli.terminal.SafeText;
import forja.cli.terminal.Terminal;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** One line for each thing that happens: for files, pipes and people who read them later. */
public final class PlainView implements WatchView {
  private static final int PERCENT_STEP = 10;

  private final Terminal terminal;
  private final JobNames names;
  private final int nameWidth;
  private final Map<String, Integer> percents = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  public PlainView(Terminal terminal, JobNames names) {
    this.terminal = terminal;
    this.names = names;
    this.nameWidth = names.names().values().stream().mapToInt(Columns::width).max().orElse(0);
  }

  @Override
  public void event(JsonNode event) {
    var id = Json.text(event, "subject");
    var data = event.path("data");
    if (!Json.text(data, "change").equals("progressed")) {
      print(id, happened(data));
      return;
    }
    var progress = data.has("progress") ? data.path("progress") : data;
    var percent = progress.path("percent").asInt();
    if (isWorthALine(id, percent)) {
      print(id, (percent + "% " + SafeText.line(Json.text(progress, "message"))).strip());
    }
  }

  private static String happened(JsonNode data) {
    var failure = data.path("failure");
    var change = Json.text(data, "change");
    var attempt = data.path("attempt").asInt(1);
    return SafeText.line(
        change
            + (attempt > 1 ? " (attempt " + attempt + ")" : "")
            + (failure.isObject()
                ? ": " + Json.text(failure, "code") + ": " + Json.text(failure, "message")
                : ""));
  }

  private boolean isWorthALine(String id, int percent) {
    lock.lock();
    try {
      var before = percents.getOrDefault(id, -PERCENT_STEP);
      if (percent >= before && percent < before + PERCENT_STEP) {
        return false;
      }
      percents.put(id, percent);
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void logLine(String job, String line) {
    print(job, "| " + terminal.foreign(line));
  }

  @Override
  public void ended(JsonNode job) {
    // The last event has said it.
  }

  @Override
  public void note(String text) {
    terminal.complain("forja: " + SafeText.line(text));
  }

  private void print(String id, String text) {
    terminal.print(Columns.pad(names.of(id).orElse(id), nameWidth) + " " + text);
  }

  @Override
  public void close() {
    terminal.out().flush();
  }
}
