package forja.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;

/** Shows what happens to jobs. Called from many threads. */
public interface WatchView extends AutoCloseable {
  /** A CloudEvent. */
  void event(JsonNode event);

  void logLine(String job, String line);

  /** The job has ended; this is its final record. */
  void ended(JsonNode job);

  /** What the viewer should know about the connection. */
  void note(String text);

  @Override
  void close();
}
