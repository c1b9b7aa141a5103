package forja.harness;

import com.fasterxml.jackson.databind.JsonNode;
import forja.common.wire.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Server-sent events as they come, each with the time at which it came. */
public final class EventStream implements AutoCloseable {
  private final InputStream body;
  private final LinkedBlockingQueue<Optional<Event>> events = new LinkedBlockingQueue<>();

  /** The id is what a client comes back with; the data is one CloudEvent. */
  public record Event(String id, String name, JsonNode data, long arrivedNanos) {
    public String job() {
      return data.path("subject").asText();
    }

    public int number() {
      return data.path("data").path("number").asInt();
    }

    /** The same in every stream that tells of it. */
    public String identity() {
      return data.path("id").asText();
    }
  }

  EventStream(InputStream body) {
    this.body = body;
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      var block = new ArrayList<String>();
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          event(block).ifPresent(event -> events.add(Optional.of(event)));
          block.clear();
        } else {
          block.add(line);
        }
      }
    } catch (IOException closed) {
      // Both ends of a stream look alike to who reads it: there is no next event.
    }
    events.add(Optional.empty());
  }

  /** Empty for a comment, and for an id that comes alone. */
  private static Optional<Event> event(List<String> block) {
    var data = field(block, "data");
    return data.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Event(
                field(block, "id"),
                field(block, "event"),
                Wire.tree(data.getBytes(StandardCharsets.UTF_8)),
                System.nanoTime()));
  }

  private static String field(List<String> block, String name) {
    return block.stream()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }

  /** Empty at the end of the stream. */
  public Optional<Event> next(Duration atMost) throws InterruptedException {
    var event = events.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
    if (event == null) {
      throw new AssertionError("no event within " + atMost);
    }
    return event;
  }

  public List<Event> toTheEnd() throws InterruptedException {
    var all = new ArrayList<Event>();
    for (var event = next(Deadline.PATIENCE); event.isPresent(); event = next(Deadline.PATIENCE)) {
      all.add(event.get());
    }
    return all;
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException alreadyGone) {
      // Nothing is left to be closed.
    }
  }
}
