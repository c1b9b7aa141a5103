package forja.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.util.Arrays;

/** How an answer is written. */
public final class Answers {
  private Answers() {}

  public static void json(Context http, int status, JsonNode body) {
    http.status(status).contentType(Routes.JSON).result(Wire.write(body));
  }

  /**
   * Sets the tag, and answers 304 when the caller has this very answer already; false when it needs
   * a new one.
   */
  public static boolean isKnown(Context http, String tag) {
    var weak = "W/\"" + tag + "\"";
    http.header("ETag", weak).header("Cache-Control", "private, no-cache");
    var known = http.header("If-None-Match");
    if (known == null
        || Arrays.stream(known.split(","))
            .map(String::strip)
            .noneMatch(other -> other.equals("*") || other.equals(weak))) {
      return false;
    }
    http.status(304);
    return true;
  }
}
