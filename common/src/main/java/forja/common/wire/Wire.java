package forja.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import forja.common.job.InvalidSpec;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Our words to JSON, and back. Strict: an unknown or doubled field is an error, never ignored. */
public final class Wire {
  private static final int DEEPEST_NESTING = 64;
  private static final ObjectMapper JSON = mapper();

  private Wire() {}

  private static ObjectMapper mapper() {
    var mapper =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, null))
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(DEEPEST_NESTING).build());
    return mapper;
  }

  /** For those who stream JSON or build trees; shared, not to be reconfigured. */
  public static ObjectMapper json() {
    return JSON;
  }

  public static byte[] write(Object words) {
    try {
      return JSON.writeValueAsBytes(words);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException("cannot be written as JSON: " + words.getClass(), bug);
    }
  }

  public static String text(Object words) {
    try {
      return JSON.writeValueAsString(words);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException("cannot be written as JSON: " + words.getClass(), bug);
    }
  }

  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return present(JSON.readValue(json, type));
    } catch (IOException unreadable) {
      throw new Unreadable(unreadable);
    }
  }

  public static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException unreadable) {
      throw new Unreadable(unreadable);
    }
  }

  /**
   * A tree as one of our records; what cannot be is an {@link InvalidSpec} that names the field.
   */
  public static <T> T read(JsonNode json, Class<T> type) {
    try {
      return present(JSON.treeToValue(json, type));
    } catch (JsonMappingException unreadable) {
      if (unreadable.getCause() instanceof InvalidSpec invalid) {
        throw invalid.under(parents(unreadable));
      }
      throw new Unreadable(unreadable);
    } catch (JsonProcessingException unreadable) {
      throw new Unreadable(unreadable);
    }
  }

  /** A lonely {@code null} is good JSON and reads as nothing at all. */
  private static <T> T present(@Nullable T read) throws JsonMappingException {
    if (read == null) {
      throw new JsonMappingException(null, "found nothing but null");
    }
    return read;
  }

  private static List<String> parents(JsonMappingException unreadable) {
    return unreadable.getPath().stream()
        .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
        .toList();
  }

  /**
   * The bytes are not what they should be; the message names what was found, without the content.
   */
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(IOException cause) {
      super(
          cause instanceof JsonProcessingException json
              ? json.getOriginalMessage()
              : cause.toString(),
          cause);
    }
  }
}
