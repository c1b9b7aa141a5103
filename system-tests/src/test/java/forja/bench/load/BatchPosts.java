package forja.bench.load;

import forja.bench.Together;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Batches of 10,000 jobs by {@code POST /jobs:batch}, on two connections at once. */
public final class BatchPosts implements Load {
  private static final int BATCH = 10_000;
  private static final int STREAMS = 2;

  private final List<HttpLine> lines = new ArrayList<>();
  private final ApiAddress api;
  private final String batch = (Pings.REQUEST + "\n").repeat(BATCH);

  public BatchPosts(ApiAddress api) throws IOException {
    this.api = api;
    for (int i = 0; i < STREAMS; i++) {
      lines.add(HttpLine.to(api));
    }
  }

  @Override
  public void send(int jobs) throws Exception {
    Together.run(
        STREAMS,
        stream -> {
          for (int batch = stream; batch < jobs / BATCH; batch += STREAMS) {
            post(lines.get(stream));
          }
        });
  }

  private void post(HttpLine line) throws IOException {
    line.ask(api.post("/jobs:batch", "application/x-ndjson", "", batch)).require(202);
  }

  @Override
  public int unit() {
    return BATCH;
  }

  @Override
  public void close() throws IOException {
    for (var line : lines) {
      line.close();
    }
  }
}
