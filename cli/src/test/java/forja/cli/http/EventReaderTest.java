package forja.cli.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventReaderTest {

  @Test
  void readsIdNameAndData() throws IOException {
    assertThat(events("id: 3\nevent: started\ndata: {\"a\":1}\n\n"))
        .containsExactly(new ServerEvent("3", "started", "{\"a\":1}"));
  }

  @Test
  void joinsLinesOfData() throws IOException {
    assertThat(events("data: one\ndata:two\ndata\n\n"))
        .containsExactly(new ServerEvent("", "message", "one\ntwo\n"));
  }

  @Test
  void understandsEveryLineEndAndIgnoresCommentsAndUnknownFields() throws IOException {
    assertThat(events(": alive\r\n\r\nid:1\r\nretry: 5\r\ndata: a\r\n\r\n: x\ndata: b\n\n"))
        .containsExactly(
            new ServerEvent("1", "message", "a"), new ServerEvent("1", "message", "b"));
  }

  @Test
  void handsOnAnIdWithoutData() throws IOException {
    assertThat(events("id: 7-a-1\n\n")).containsExactly(new ServerEvent("7-a-1", "message", ""));
  }

  @Test
  void dropsAnEventThatWasCutOff() throws IOException {
    assertThat(events("id: 1\ndata: whole\n\nid: 2\ndata: cut"))
        .containsExactly(new ServerEvent("1", "message", "whole"));
  }

  @Test
  void hearsAlsoWhatOnlyKeepsTheConnectionAlive() throws IOException {
    var heard = new AtomicInteger();

    assertThat(reader(": alive\n\n: alive\n\n", heard::incrementAndGet).next()).isEmpty();

    assertThat(heard).hasValue(4);
  }

  private static List<ServerEvent> events(String stream) throws IOException {
    var reader = reader(stream, () -> {});
    var events = new ArrayList<ServerEvent>();
    for (var event = reader.next(); event.isPresent(); event = reader.next()) {
      events.add(event.get());
    }
    return events;
  }

  private static EventReader reader(String stream, Runnable heard) {
    var bytes = new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8));
    return new EventReader(bytes, heard);
  }
}
