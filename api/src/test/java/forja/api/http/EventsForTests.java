package forja.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import forja.common.wire.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a stream of server-sent events as a browser does: remembers the last id, even of a block
 * without data.
 */
final class EventsForTests implements AutoCloseable {
  private final BufferedReader lines;
  private String lastId = "";
  private int signsOfLife;

  /** What was told. */
  record Event(String id, String name, JsonNode data) {}

  private EventsForTests(InputStream stream) {
    lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  static EventsForTests open(ApiForTests api, String path, String lastId)
      throws IOException, InterruptedException {
    var request = api.request(path, "Accept", "text/event-stream").GET();
    if (!lastId.isEmpty()) {
      request.header("Last-Event-ID", lastId);
    }
    return new EventsForTests(
        api.client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream()).body());
  }

  String lastId() {
    return lastId;
  }

  int signsOfLife() {
    return signsOfLife;
  }

  /** Empty when the stream has ended. */
  Optional<Event> next() throws IOException {
    while (true) {
      var block = block();
      if (block.isEmpty()) {
        return Optional.empty();
      }
      var fields = block.get();
      lastId = fields.getOrDefault("id", lastId);
      if (fields.containsKey("data")) {
        var data = Wire.tree(fields.get("data").getBytes(StandardCharsets.UTF_8));
        return Optional.of(new Event(lastId, fields.getOrDefault("event", "message"), data));
      }
    }
  }

  List<Event> all() throws IOException {
    var events = new ArrayList<Event>();
    for (var event = next(); event.isPresent(); event = next()) {
      events.add(event.get());
    }
    return events;
  }

  void awaitSignOfLife() throws IOException {
    var block = Optional.<Map<String, String>>of(Map.of());
    while (signsOfLife == 0 && block.isPresent()) {
      block = block();
      block.map(fields -> fields.get("id")).ifPresent(id -> lastId = id);
    }
  }

  private Optional<Map<String, String>> block() throws IOException {
    var fields = new HashMap<String, String>();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        return Optional.of(fields);
      }
      if (line.startsWith(":")) {
        signsOfLife++;
      } else {
        fields.put(line.split(": ", 2)[0], line.split(": ", 2)[1]);
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
