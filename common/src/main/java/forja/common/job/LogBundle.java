package forja.common.job;

import java.util.List;

/** The log chunks that a worker sends in one message. */
public record LogBundle(String worker, List<LogChunk> chunks) {
  public LogBundle {
    chunks = List.copyOf(chunks);
  }
}
