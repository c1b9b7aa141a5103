package forja.cli.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON text to trees and back. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  public static JsonNode read(byte[] json) throws JacksonException {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException malformed) {
      throw malformed;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  public static JsonNode read(String json) throws JsonProcessingException {
    return MAPPER.readTree(json);
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** What an answer holds; nothing when it is no object. */
  public static ObjectNode objectOf(JsonNode tree) {
    return tree instanceof ObjectNode object ? object : object();
  }

  /** On one line. */
  public static String line(JsonNode tree) {
    return tree.toString();
  }

  public static String pretty(JsonNode tree) {
    return tree.toPrettyString();
  }

  /** The text of a field; empty when it is missing or null. */
  public static String text(JsonNode tree, String field) {
    var value = tree.path(field);
    return value.isNull() || value.isMissingNode()
        ? ""
        : value.isTextual() ? value.textValue() : value.toString();
  }
}
