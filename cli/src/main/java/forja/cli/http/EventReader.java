package forja.cli.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads server-sent events. An event whose blank line never came is not handed on: it comes again.
 */
public final class EventReader {
  private final BufferedReader lines;
  private final Runnable heard;
  private String lastId = "";
  private String name = "";
  private final StringBuilder data = new StringBuilder();

  /** Runs {@code heard} for every line, also for those that only keep the connection alive. */
  public EventReader(InputStream stream, Runnable heard) {
    this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    this.heard = heard;
  }

  /** The next event that has an id or data; empty at the end of the stream. */
  public Optional<ServerEvent> next() throws IOException {
    var idBefore = lastId;
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      heard.run();
      if (!line.isEmpty()) {
        take(line);
      } else if (!data.isEmpty() || !lastId.equals(idBefore)) {
        return Optional.of(finished());
      }
    }
    return Optional.empty();
  }

  private ServerEvent finished() {
    var text = data.isEmpty() ? "" : data.substring(0, data.length() - 1);
    var event = new ServerEvent(lastId, name.isEmpty() ? "message" : name, text);
    data.setLength(0);
    name = "";
    return event;
  }

  private void take(String line) {
    var colon = line.indexOf(':');
    if (colon == 0) {
      return;
    }
    var field = colon < 0 ? line : line.substring(0, colon);
    var rest = colon < 0 ? "" : line.substring(colon + 1);
    var value = rest.startsWith(" ") ? rest.substring(1) : rest;
    switch (field) {
      case "id" -> lastId = value;
      case "event" -> name = value;
      case "data" -> data.append(value).append('\n');
      default -> {
        // The convention says that unknown fields are ignored.
      }
    }
  }
}
