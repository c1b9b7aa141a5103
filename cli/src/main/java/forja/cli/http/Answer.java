package forja.cli.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.json.Json;
import java.net.http.HttpHeaders;

/** What the api answered. */
public record Answer(int status, HttpHeaders headers, byte[] body) {

  public JsonNode json() {
    try {
      return Json.read(body);
    } catch (JacksonException malformed) {
      throw new Refused(Problem.of(status, new byte[0]));
    }
  }
}
