package forja.api.job;

import forja.api.ledger.CloudEvent;
import forja.api.ledger.JobEvent;
import forja.common.wire.Wire;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes server-sent events. */
final class EventWriter {
  private final OutputStream out;

  EventWriter(OutputStream out) {
    this.out = new BufferedOutputStream(out);
  }

  void event(String id, String kind, JobEvent event) throws IOException {
    write("id: " + id + "\nevent: " + event.change().wireName() + "\ndata: ");
    out.write(Wire.write(CloudEvent.of(kind, event)));
    write("\n\n");
  }

  /** An id without data: nothing is told to the reader, but it is what a client comes back with. */
  void position(String id) throws IOException {
    write("id: " + id + "\n\n");
  }

  void signOfLife() throws IOException {
    write(":\n\n");
    out.flush();
  }

  void flush() throws IOException {
    out.flush();
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
