package forja.bench.load;

import java.io.IOException;

/** A way by which jobs come into the farm. */
public interface Load extends AutoCloseable {

  /** Hands in so many no-op jobs as fast as they are taken; returns when all are accepted. */
  void send(int jobs) throws Exception;

  /** The least that {@link #send} is asked for, and what every number of jobs is a multiple of. */
  int unit();

  @Override
  void close() throws IOException;
}
