package forja.bench.load;

import java.nio.ByteBuffer;

/** The job that does nothing, as it is handed in. */
final class Pings {
  static final String REQUEST = "{\"kind\":\"farm.ping\"}";

  private Pings() {}

  static ByteBuffer post(ApiAddress api, String headers) {
    return api.post("/jobs", "application/json", headers, REQUEST);
  }
}
